package dev.huxley.mechanism.catalogue;

import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.catalogue.CatalogueEntry.Paper;
import dev.huxley.mechanism.ribbon.FeedbackRibbon;
import dev.huxley.mechanism.ribbon.RibbonMGluR6;
import dev.huxley.mechanism.ribbon.RibbonSynapse;
import java.util.List;
import java.util.function.Supplier;

/** The entries of libraries with the rod and the bipolar cell of Usui and coworkers, and of ribbon synapses. */
final class RodAndBipolarLibraries {
    private static final Paper USUI =
            new Paper("Usui et al., Vision Research 36, 1996", "10.1016/S0042-6989(96)00179-4");
    private static final Paper KAMIYAMA =
            new Paper("Kamiyama, Wu and Usui, Vision Research 49, 2009", "10.1016/j.visres.2009.03.003");

    private final List<CatalogueEntry> entries;
    private String library = "";

    /** Entries that join the others. */
    RodAndBipolarLibraries(List<CatalogueEntry> entries) {
        this.entries = entries;
    }

    /** Adds the channels and the calcium of the cells. */
    void addCells() {
        usui();
        kamiyama();
    }

    /** Adds the synapses. */
    void addSynapses() {
        ribbon();
    }

    private void usui() {
        library = "usui";
        add("delayed-rectifier potassium current", USUI, List.of("K"), dev.huxley.mechanism.usui.Kv::new);
        add("transient potassium current", USUI, List.of("K"), dev.huxley.mechanism.usui.KA::new);
        add(
                "hyperpolarization-activated current, Markov chain of 5 states",
                USUI,
                List.of(),
                dev.huxley.mechanism.usui.Hyper::new);
        add(
                "calcium current",
                USUI,
                List.of("Ca"),
                dev.huxley.mechanism.usui.Ca::new,
                "usui.CaPump",
                "usui.CaNernstReversal");
        add(
                "calcium in two shells with buffers",
                USUI,
                List.of("Ca"),
                dev.huxley.mechanism.usui.CaPump::new,
                "usui.Ca",
                "usui.CaNernstReversal");
        add(
                "reversal potential of calcium",
                USUI,
                List.of("Ca"),
                dev.huxley.mechanism.usui.CaNernstReversal::new,
                "usui.CaPump",
                "usui.Ca");
        add(
                "calcium-activated potassium current",
                USUI,
                List.of("K", "Ca"),
                dev.huxley.mechanism.usui.KCa::new,
                "usui.CaPump",
                "usui.Ca",
                "usui.CaNernstReversal");
        add("leak", USUI, List.of(), dev.huxley.mechanism.usui.Leak::new);
    }

    private void kamiyama() {
        library = "kamiyama";
        add("delayed-rectifier potassium current", KAMIYAMA, List.of("K"), dev.huxley.mechanism.kamiyama.Kv::new);
        add(
                "hyperpolarization-activated current, Markov chain of 5 states",
                KAMIYAMA,
                List.of(),
                dev.huxley.mechanism.kamiyama.Hyper::new);
        add(
                "calcium current",
                KAMIYAMA,
                List.of("Ca"),
                dev.huxley.mechanism.kamiyama.Ca::new,
                "kamiyama.CaPump",
                "kamiyama.CaNernstReversal");
        add(
                "calcium in two shells with buffers",
                KAMIYAMA,
                List.of("Ca"),
                dev.huxley.mechanism.kamiyama.CaPump::new,
                "kamiyama.Ca",
                "kamiyama.CaNernstReversal");
        add(
                "reversal potential of calcium",
                KAMIYAMA,
                List.of("Ca"),
                dev.huxley.mechanism.kamiyama.CaNernstReversal::new,
                "kamiyama.CaPump",
                "kamiyama.Ca");
        add(
                "calcium-activated potassium current",
                KAMIYAMA,
                List.of("K", "Ca"),
                dev.huxley.mechanism.kamiyama.KCa::new,
                "kamiyama.CaPump",
                "kamiyama.Ca",
                "kamiyama.CaNernstReversal");
        add(
                "calcium-activated chloride current",
                KAMIYAMA,
                List.of("Cl", "Ca"),
                dev.huxley.mechanism.kamiyama.ClCa::new,
                "kamiyama.CaPump",
                "kamiyama.Ca",
                "kamiyama.CaNernstReversal");
        add(
                "light-dependent current of the outer segment",
                KAMIYAMA,
                List.of(),
                dev.huxley.mechanism.kamiyama.Phototransduction::new);
        add("leak", KAMIYAMA, List.of(), dev.huxley.mechanism.kamiyama.Leak::new);
    }

    private void ribbon() {
        library = "ribbon";
        Paper release = new Paper("Schröder et al., eLife 10, 2021", "10.7554/eLife.67851");
        add("pools of vesicles that the voltage releases", release, List.of(), RibbonSynapse::new);
        add("to an ON bipolar cell, whose channel glutamate closes", release, List.of(), RibbonMGluR6::new);
        add("from a cone to a horizontal cell, with feedback", release, List.of("Ca"), FeedbackRibbon::new);
    }

    private void add(
            String title,
            Paper paper,
            List<String> ions,
            Supplier<? extends Mechanism> constructor,
            String... companions) {
        entries.add(new CatalogueEntry(library, title, paper, ions, List.of(companions), constructor));
    }
}
