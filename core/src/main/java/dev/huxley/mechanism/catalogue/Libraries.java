package dev.huxley.mechanism.catalogue;

import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.catalogue.CatalogueEntry.Paper;
import dev.huxley.mechanism.destexhe.AMPA;
import dev.huxley.mechanism.destexhe.GABAa;
import dev.huxley.mechanism.destexhe.GABAb;
import dev.huxley.mechanism.destexhe.NMDA;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.ion.CaFaradayConcentrationChange;
import dev.huxley.mechanism.ion.CaNernstReversal;
import dev.huxley.mechanism.ion.CaPump;
import dev.huxley.mechanism.neuron.Exp2Syn;
import dev.huxley.mechanism.neuron.ExpSyn;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.synapse.AlphaSynapse;
import dev.huxley.mechanism.synapse.ConductanceSynapse;
import dev.huxley.mechanism.synapse.CurrentSynapse;
import dev.huxley.mechanism.synapse.DynamicSynapse;
import dev.huxley.mechanism.synapse.GapJunction;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.mechanism.synapse.SpikeSynapse;
import dev.huxley.mechanism.synapse.TanhConductanceSynapse;
import dev.huxley.mechanism.synapse.TanhRateSynapse;
import dev.huxley.mechanism.synapse.TestSynapse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The entries of the catalogue. A new mechanism gets a line here. */
final class Libraries {
    private static final Paper SQUID =
            new Paper("Hodgkin and Huxley, Journal of Physiology 117, 1952", "10.1113/jphysiol.1952.sp004764");
    private static final Paper POSPISCHIL =
            new Paper("Pospischil et al., Biological Cybernetics 99, 2008", "10.1007/s00422-008-0263-8");
    private static final Paper HAY =
            new Paper("Hay et al., PLoS Computational Biology 7, 2011", "10.1371/journal.pcbi.1002107");
    private static final Paper FOHLMEISTER =
            new Paper("Fohlmeister and Miller, Journal of Neurophysiology 78, 1997", "10.1152/jn.1997.78.4.1935");

    static final List<CatalogueEntry> ENTRIES = new Libraries().entries();

    private final List<CatalogueEntry> entries = new ArrayList<>();
    private String library = "";

    private List<CatalogueEntry> entries() {
        library = "passive";
        add("leak", new Paper("", ""), List.of(), Leak::new);
        library = "hh";
        add("sodium, potassium and leak of the squid axon in one", SQUID, List.of("Na", "K"), HH::new);
        hodgkinHuxley();
        pospischil();
        extended();
        hay();
        ion();
        fohlmeister();
        new RetinalLibraries(entries).add();
        RodAndBipolarLibraries retina = new RodAndBipolarLibraries(entries);
        retina.addCells();
        simplified();
        synapse();
        neuron();
        destexhe();
        retina.addSynapses();
        return List.copyOf(entries);
    }

    private void hodgkinHuxley() {
        library = "hodgkinhuxley";
        add("sodium current", SQUID, List.of("Na"), dev.huxley.mechanism.hodgkinhuxley.Na::new);
        add("potassium current", SQUID, List.of("K"), dev.huxley.mechanism.hodgkinhuxley.K::new);
        add("leak", SQUID, List.of(), dev.huxley.mechanism.hodgkinhuxley.Leak::new);
        add(
                "sodium current, Markov chain of 8 states",
                new Paper("Armstrong, Physiological Reviews 61, 1981", "10.1152/physrev.1981.61.3.644"),
                List.of("Na"),
                dev.huxley.mechanism.hodgkinhuxley.Na8States::new);
        add(
                "potassium current, Markov chain of 5 states",
                new Paper("Armstrong, Journal of General Physiology 54, 1969", "10.1085/jgp.54.5.553"),
                List.of("K"),
                dev.huxley.mechanism.hodgkinhuxley.K5States::new);
    }

    private void pospischil() {
        library = "pospischil";
        add("sodium current", POSPISCHIL, List.of("Na"), dev.huxley.mechanism.pospischil.Na::new);
        add("delayed-rectifier potassium current", POSPISCHIL, List.of("K"), dev.huxley.mechanism.pospischil.K::new);
        add("slow potassium current that adapts", POSPISCHIL, List.of("K"), dev.huxley.mechanism.pospischil.Km::new);
        add("high-threshold calcium current", POSPISCHIL, List.of("Ca"), dev.huxley.mechanism.pospischil.CaL::new);
        add("low-threshold calcium current", POSPISCHIL, List.of("Ca"), dev.huxley.mechanism.pospischil.CaT::new);
        add(
                "low-threshold calcium current, time constant of Destexhe's programs",
                new Paper("Destexhe et al., Journal of Neurophysiology 76, 1996", "10.1152/jn.1996.76.3.2049"),
                List.of("Ca"),
                dev.huxley.mechanism.pospischil.IT::new);
        add("leak, the same as passive.Leak", POSPISCHIL, List.of(), Leak::new);
    }

    private void extended() {
        library = "extended";
        add(
                "sodium current with slow inactivation",
                new Paper(
                        "Jung, Mickus and Spruston, Journal of Neuroscience 17, 1997",
                        "10.1523/JNEUROSCI.17-17-06639.1997"),
                List.of("Na"),
                dev.huxley.mechanism.extended.Na::new);
        add(
                "delayed-rectifier potassium current with a voltage of its own",
                POSPISCHIL,
                List.of("K"),
                dev.huxley.mechanism.extended.K::new);
    }

    private void hay() {
        library = "hay";
        add("transient sodium current of the axon", HAY, List.of("Na"), dev.huxley.mechanism.hay.NaTaT::new);
        add("transient sodium current", HAY, List.of("Na"), dev.huxley.mechanism.hay.NaTs2T::new);
        add("persistent sodium current", HAY, List.of("Na"), dev.huxley.mechanism.hay.NapEt2::new);
        add("slow persistent potassium current", HAY, List.of("K"), dev.huxley.mechanism.hay.KPst::new);
        add("fast transient potassium current", HAY, List.of("K"), dev.huxley.mechanism.hay.KTst::new);
        add(
                "calcium-activated potassium current",
                HAY,
                List.of("K", "Ca"),
                dev.huxley.mechanism.hay.SKE2::new,
                "hay.CaPump",
                "hay.CaHVA",
                "ion.CaNernstReversal");
        add("fast potassium current", HAY, List.of("K"), dev.huxley.mechanism.hay.SKv3_1::new);
        add("muscarinic potassium current", HAY, List.of("K"), dev.huxley.mechanism.hay.M::new);
        add(
                "high-voltage-activated calcium current",
                HAY,
                List.of("Ca"),
                dev.huxley.mechanism.hay.CaHVA::new,
                "ion.CaNernstReversal");
        add(
                "low-voltage-activated calcium current",
                HAY,
                List.of("Ca"),
                dev.huxley.mechanism.hay.CaLVA::new,
                "ion.CaNernstReversal");
        add(
                "calcium under the membrane",
                HAY,
                List.of("Ca"),
                dev.huxley.mechanism.hay.CaPump::new,
                "hay.CaHVA",
                "ion.CaNernstReversal");
        add("hyperpolarization-activated current", HAY, List.of("Na", "K"), dev.huxley.mechanism.hay.H::new);
    }

    private void ion() {
        library = "ion";
        Paper shell =
                new Paper("Destexhe, Mainen and Sejnowski, Neural Computation 6, 1994", "10.1162/neco.1994.6.1.14");
        Paper faraday = new Paper("Faraday, Philosophical Transactions of the Royal Society 124, 1834", "");
        Paper nernst = new Paper("Nernst, Zeitschrift für physikalische Chemie 2, 1888", "");
        add(
                "calcium in a shell under the membrane",
                shell,
                List.of("Ca"),
                CaPump::new,
                "hay.CaHVA",
                "ion.CaNernstReversal");
        add(
                "calcium in the compartment, by Faraday's law",
                faraday,
                List.of("Ca"),
                CaFaradayConcentrationChange::new,
                "hay.CaHVA",
                "ion.CaNernstReversal");
        add("reversal potential of calcium", nernst, List.of("Ca"), CaNernstReversal::new, "hay.CaPump", "hay.CaHVA");
    }

    private void fohlmeister() {
        library = "fohlmeister";
        add("sodium current", FOHLMEISTER, List.of("Na"), dev.huxley.mechanism.fohlmeister.Na::new);
        add("delayed-rectifier potassium current", FOHLMEISTER, List.of("K"), dev.huxley.mechanism.fohlmeister.K::new);
        add("transient potassium current", FOHLMEISTER, List.of("K"), dev.huxley.mechanism.fohlmeister.KA::new);
        add(
                "calcium current",
                FOHLMEISTER,
                List.of("Ca"),
                dev.huxley.mechanism.fohlmeister.Ca::new,
                "fohlmeister.CaNernstReversal");
        add(
                "calcium-activated potassium current",
                FOHLMEISTER,
                List.of("K", "Ca"),
                dev.huxley.mechanism.fohlmeister.KCa::new,
                "fohlmeister.CaPump",
                "fohlmeister.Ca",
                "fohlmeister.CaNernstReversal");
        add(
                "calcium in the compartment",
                FOHLMEISTER,
                List.of("Ca"),
                dev.huxley.mechanism.fohlmeister.CaPump::new,
                "fohlmeister.Ca",
                "fohlmeister.CaNernstReversal");
        add(
                "reversal potential of calcium",
                FOHLMEISTER,
                List.of("Ca"),
                dev.huxley.mechanism.fohlmeister.CaNernstReversal::new,
                "fohlmeister.CaPump",
                "fohlmeister.Ca");
        add("leak", FOHLMEISTER, List.of(), dev.huxley.mechanism.fohlmeister.Leak::new);
    }

    private void simplified() {
        library = "simplified";
        add(
                "threshold and reset of integrate-and-fire neurons",
                new Paper("Lapicque, Journal de Physiologie et de Pathologie générale 9, 1907", ""),
                List.of(),
                dev.huxley.mechanism.simplified.Fire::new,
                "passive.Leak");
        add(
                "two-variable spiking neuron",
                new Paper("Izhikevich, IEEE Transactions on Neural Networks 14, 2003", "10.1109/TNN.2003.820440"),
                List.of(),
                dev.huxley.mechanism.simplified.Izhikevich::new);
        add(
                "adaptive exponential integrate-and-fire neuron",
                new Paper("Brette and Gerstner, Journal of Neurophysiology 94, 2005", "10.1152/jn.00686.2005"),
                List.of(),
                dev.huxley.mechanism.simplified.AdEx::new);
        add(
                "rate neuron",
                new Paper("Wilson and Cowan, Biophysical Journal 12, 1972", "10.1016/S0006-3495(72)86068-5"),
                List.of(),
                dev.huxley.mechanism.simplified.Rate::new);
    }

    private void synapse() {
        library = "synapse";
        Paper none = new Paper("", "");
        Paper marder = new Paper("Prinz, Bucher and Marder, Nature Neuroscience 7, 2004", "10.1038/nn1352");
        add("graded synapse with a gate", marder, List.of(), IonotropicSynapse::new);
        add("graded current", none, List.of(), CurrentSynapse::new);
        add("graded conductance", none, List.of(), ConductanceSynapse::new);
        add("graded conductance with a delay", none, List.of(), DynamicSynapse::new);
        add(
                "graded conductance, alpha function",
                new Paper("Rall, Journal of Neurophysiology 30, 1967", "10.1152/jn.1967.30.5.1138"),
                List.of(),
                AlphaSynapse::new);
        add("current that saturates", none, List.of(), TanhRateSynapse::new);
        add("conductance that saturates", none, List.of(), TanhConductanceSynapse::new);
        add("conductance opened by spike states", none, List.of(), SpikeSynapse::new);
        add("electrical synapse", none, List.of(), GapJunction::new);
        add("graded synapse of Jaxley's tests, constants fixed", marder, List.of(), TestSynapse::new);
    }

    private void neuron() {
        library = "neuron";
        Paper simulator = new Paper("Hines and Carnevale, Neural Computation 9, 1997", "10.1162/neco.1997.9.6.1179");
        add("conductance that jumps at events and decays", simulator, List.of(), ExpSyn::new);
        add("difference of two exponentials at events", simulator, List.of(), Exp2Syn::new);
    }

    private void destexhe() {
        library = "destexhe";
        Paper chapter =
                new Paper("Destexhe, Mainen and Sejnowski, in Koch and Segev, Methods in Neuronal Modeling, 1998", "");
        add("AMPA receptor", chapter, List.of(), AMPA::new);
        add("NMDA receptor with magnesium block", chapter, List.of(), NMDA::new);
        add("GABA_A receptor", chapter, List.of(), GABAa::new);
        add("GABA_B receptor with a G-protein", chapter, List.of("K"), GABAb::new);
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
