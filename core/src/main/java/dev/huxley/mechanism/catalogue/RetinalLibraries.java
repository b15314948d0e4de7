package dev.huxley.mechanism.catalogue;

import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.benison.CaL;
import dev.huxley.mechanism.benison.CaN;
import dev.huxley.mechanism.benison.CaPumpNS;
import dev.huxley.mechanism.catalogue.CatalogueEntry.Paper;
import dev.huxley.mechanism.liu.ClCa;
import java.util.List;
import java.util.function.Supplier;

/** The entries of libraries with cells of the retina. */
final class RetinalLibraries {
    private static final Paper AOYAMA =
            new Paper("Aoyama et al., Neuroscience Research 37, 2000", "10.1016/S0168-0102(00)00111-5");
    private static final Paper BENISON =
            new Paper("Benison et al., Journal of Theoretical Biology 210, 2001", "10.1006/jtbi.2000.2289");
    private static final Paper LIU = new Paper(
            "Liu and Kourennyi, Annals of Biomedical Engineering 32, 2004", "10.1114/B:ABME.0000042230.99614.8d");
    private static final Paper TORRE =
            new Paper("Torre et al., Cold Spring Harbor Symposia 55, 1990", "10.1101/SQB.1990.055.01.054");
    private static final Paper CHEN = new Paper("Chen et al., eLife, 2024", "10.7554/eLife.93795.2");

    private static final List<String> NONE = List.of();
    private static final List<String> SODIUM = List.of("Na");
    private static final List<String> POTASSIUM = List.of("K");
    private static final List<String> CALCIUM = List.of("Ca");

    private final List<CatalogueEntry> entries;
    private String library = "";
    private Paper paper = AOYAMA;

    /** @param entries the list to which entries are added */
    RetinalLibraries(List<CatalogueEntry> entries) {
        this.entries = entries;
    }

    void add() {
        aoyama();
        benison();
        liu();
        phototransduction();
    }

    private void aoyama() {
        begin("aoyama", AOYAMA);
        add("sodium current", SODIUM, dev.huxley.mechanism.aoyama.Na::new);
        add("delayed-rectifier potassium current", POTASSIUM, dev.huxley.mechanism.aoyama.Kdr::new);
        add("transient outward potassium current", POTASSIUM, dev.huxley.mechanism.aoyama.Kto::new);
        add("anomalous-rectifier potassium current", POTASSIUM, dev.huxley.mechanism.aoyama.Kar::new);
        add("calcium current", CALCIUM, dev.huxley.mechanism.aoyama.Ca::new);
        add("leak", NONE, dev.huxley.mechanism.aoyama.Leak::new);
    }

    private void benison() {
        begin("benison", BENISON);
        add("sodium current", SODIUM, dev.huxley.mechanism.benison.Na::new);
        add("delayed-rectifier potassium current", POTASSIUM, dev.huxley.mechanism.benison.Kdr::new);
        add("transient potassium current", POTASSIUM, dev.huxley.mechanism.benison.KA::new);
        add("sustained calcium current", CALCIUM, CaL::new, "benison.CaNernstReversal");
        add("transient calcium current", CALCIUM, CaN::new, "benison.CaNernstReversal");
        add(
                "calcium in the compartment",
                CALCIUM,
                CaPumpNS::new,
                "benison.CaL",
                "benison.CaN",
                "benison.CaNernstReversal");
        add(
                "calcium-activated potassium current",
                List.of("K", "Ca"),
                dev.huxley.mechanism.benison.KCa::new,
                "benison.CaPumpNS",
                "benison.CaL",
                "benison.CaN",
                "benison.CaNernstReversal");
        add(
                "reversal potential of calcium",
                CALCIUM,
                dev.huxley.mechanism.benison.CaNernstReversal::new,
                "benison.CaPumpNS",
                "benison.CaL",
                "benison.CaN");
        add("leak", NONE, dev.huxley.mechanism.benison.Leak::new);
    }

    private void liu() {
        begin("liu", LIU);
        add("non-inactivating potassium current", POTASSIUM, dev.huxley.mechanism.liu.Kx::new);
        add("delayed-rectifier potassium current", POTASSIUM, dev.huxley.mechanism.liu.Kv::new);
        add("hyperpolarization-activated current", NONE, dev.huxley.mechanism.liu.Hyper::new);
        add("calcium current", CALCIUM, dev.huxley.mechanism.liu.Ca::new, "liu.CaNernstReversal");
        add(
                "calcium under the membrane",
                CALCIUM,
                dev.huxley.mechanism.liu.CaPump::new,
                "liu.Ca",
                "liu.CaNernstReversal");
        add(
                "calcium-activated potassium current",
                List.of("K", "Ca"),
                dev.huxley.mechanism.liu.KCa::new,
                "liu.CaPump",
                "liu.Ca",
                "liu.CaNernstReversal");
        add(
                "calcium-activated chloride current",
                List.of("Cl", "Ca"),
                ClCa::new,
                "liu.CaPump",
                "liu.Ca",
                "liu.CaNernstReversal");
        add(
                "reversal potential of calcium",
                CALCIUM,
                dev.huxley.mechanism.liu.CaNernstReversal::new,
                "liu.CaPump",
                "liu.Ca");
        add("leak", NONE, dev.huxley.mechanism.liu.Leak::new);
    }

    private void phototransduction() {
        begin("torre", TORRE);
        add("current of rods that light closes", NONE, dev.huxley.mechanism.torre.Phototransduction::new);
        begin("chen", CHEN);
        add("current of rods and cones that light closes", NONE, dev.huxley.mechanism.chen.Phototransduction::new);
    }

    private void begin(String name, Paper of) {
        library = name;
        paper = of;
    }

    private void add(String title, List<String> ions, Supplier<? extends Mechanism> constructor, String... companions) {
        entries.add(new CatalogueEntry(library, title, paper, ions, List.of(companions), constructor));
    }
}
