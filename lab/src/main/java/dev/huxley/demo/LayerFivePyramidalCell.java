package dev.huxley.demo;

import dev.huxley.mechanism.hay.CaHVA;
import dev.huxley.mechanism.hay.CaLVA;
import dev.huxley.mechanism.hay.CaPump;
import dev.huxley.mechanism.hay.H;
import dev.huxley.mechanism.hay.KPst;
import dev.huxley.mechanism.hay.KTst;
import dev.huxley.mechanism.hay.M;
import dev.huxley.mechanism.hay.NaTaT;
import dev.huxley.mechanism.hay.NaTs2T;
import dev.huxley.mechanism.hay.NapEt2;
import dev.huxley.mechanism.hay.SKE2;
import dev.huxley.mechanism.hay.SKv3_1;
import dev.huxley.mechanism.ion.CaNernstReversal;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.DLambda;
import dev.huxley.model.Distances;
import dev.huxley.model.View;
import dev.huxley.morphology.Conventions;
import dev.huxley.morphology.Morphology;
import dev.huxley.morphology.Swc;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.SteadyState;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The layer 5 pyramidal cell of Hay, Hill, Schürmann, Markram and Segev (PLoS Computational Biology 7, e1002107, 2011),
 * in the form of Jaxley's benchmark of fits by gradient descent: 20 parameters, a step of current into the soma, and
 * the voltage there.
 *
 * <pre>{@code
 * Cell cell = LayerFivePyramidalCell.of(LayerFivePyramidalCell.read(path));
 * try (NDManager manager = HuxleyRuntime.newManager();
 *         Simulation simulation = Simulation.of(cell).build()) {
 *     NDArray v = simulation.run(manager); // shape (1, 4002), mV
 * }
 * }</pre>
 */
public final class LayerFivePyramidalCell {
    /** The time step, ms. */
    public static final double TIME_STEP = 0.025;

    /** The duration of the stimulus waveform, ms. */
    public static final double DURATION = 100;

    /** The voltage at the beginning, mV. */
    private static final double START_VOLTAGE = -72;

    /** The frequency of the d_lambda rule, Hz. */
    private static final double FREQUENCY = 100;

    /** The temperature of the published model, K: 34 degrees Celsius. */
    private static final double KELVIN = 307.15;

    private static final List<String> GROUPS = List.of("soma", "basal", "apical", "axon");

    private static final List<PublishedParameter> PARAMETERS = List.of(
            new PublishedParameter("apical", "NaTs2T_gNaTs2T", 0.026145, 0, 0.04),
            new PublishedParameter("apical", "SKv3_1_gSKv3_1", 0.004226, 0, 0.04),
            new PublishedParameter("apical", "M_gM", 0.000143, 0, 0.001),
            new PublishedParameter("soma", "NaTs2T_gNaTs2T", 0.983955, 0, 1),
            new PublishedParameter("soma", "SKv3_1_gSKv3_1", 0.303472, 0.25, 1),
            new PublishedParameter("soma", "SKE2_gSKE2", 0.008407, 0, 0.1),
            new PublishedParameter("soma", "CaPump_gamma", 0.000609, 0.0005, 0.01),
            new PublishedParameter("soma", "CaPump_decay", 210.485291, 20, 1000),
            new PublishedParameter("soma", "CaHVA_gCaHVA", 0.000994, 0, 0.001),
            new PublishedParameter("soma", "CaLVA_gCaLVA", 0.000333, 0, 0.01),
            new PublishedParameter("axon", "NaTaT_gNaTaT", 3.137968, 0, 4),
            new PublishedParameter("axon", "NapEt2_gNapEt2", 0.006827, 0, 0.01),
            new PublishedParameter("axon", "KPst_gKPst", 0.973538, 0, 1),
            new PublishedParameter("axon", "KTst_gKTst", 0.089259, 0, 0.1),
            new PublishedParameter("axon", "SKE2_gSKE2", 0.007104, 0, 0.1),
            new PublishedParameter("axon", "SKv3_1_gSKv3_1", 1.021945, 0, 2),
            new PublishedParameter("axon", "CaHVA_gCaHVA", 0.00099, 0, 0.001),
            new PublishedParameter("axon", "CaLVA_gCaLVA", 0.008752, 0, 0.01),
            new PublishedParameter("axon", "CaPump_gamma", 0.00291, 0.0005, 0.05),
            new PublishedParameter("axon", "CaPump_decay", 287.19873, 20, 1000));

    /**
     * One of the 20 fitted parameters.
     *
     * @param group the part of the cell, whose compartments share the value
     * @param key the quantity; {@link dev.huxley.model.NeuronModel#unit} says its unit
     * @param value its value in the published model
     * @param lower its lower bound in a fit
     * @param upper its upper bound in a fit
     */
    public record PublishedParameter(String group, String key, double value, double lower, double upper) {
        /** Its path in the tree of trainable parameters. */
        public String path() {
            return group + "/" + key;
        }
    }

    private LayerFivePyramidalCell() {}

    /** The 20 trainable parameters of the cell, in Jaxley's order. */
    public static List<PublishedParameter> parameters() {
        return PARAMETERS;
    }

    /** The current into the soma: 1.8 nA for 90 ms after 5 ms. */
    public static Waveform stimulus() {
        return Waveform.step(5, 90, 1.8, TIME_STEP, DURATION);
    }

    /**
     * Reads a reconstruction by Jaxley's conventions, with which the numbers of this benchmark were published. The
     * default reading ({@code Swc.read(swc)}) gives the usual reconstruction 0.3 % more membrane.
     */
    public static Morphology read(Path swc) {
        return Swc.read(swc, Swc.options().conventions(Conventions.JAXLEY));
    }

    /**
     * The cell with its stimulus, its recording and its trainable parameters.
     *
     * @param morphology a reconstruction with soma, basal and apical dendrites and an axon; numbers of compartments are
     *     set by the d_lambda rule
     * @throws IllegalArgumentException if one of the four parts is missing
     */
    public static Cell of(Morphology morphology) {
        Cell cell = cut(morphology);
        insertMechanisms(cell);
        cell.set("v", START_VOLTAGE);
        SteadyState.apply(cell);
        setCalcium(cell);
        setConductances(cell);
        View electrode = cell.group("soma").branch(0).loc(0.5);
        electrode.stimulate(stimulus());
        electrode.record("v");
        for (PublishedParameter parameter : PARAMETERS) {
            cell.group(parameter.group()).makeTrainable(parameter.key());
        }
        return cell;
    }

    private static Cell cut(Morphology morphology) {
        for (String group : GROUPS) {
            if (!morphology.groups().containsKey(group)) {
                throw new IllegalArgumentException("the layer 5 pyramidal cell needs " + String.join(", ", GROUPS)
                        + " (types 1, 3, 4 and 2 of an SWC file), but morphology '" + morphology.name() + "' has "
                        + String.join(", ", morphology.groups().keySet())
                        + " only; choose a reconstruction of a pyramidal cell with all four");
            }
        }
        Cell cell = new Cell(morphology);
        cell.set("axial_resistivity", 100);
        cell.set("capacitance", 1);
        cell.group("apical").set("capacitance", 2); // for the membrane of spines
        return DLambda.apply(cell, FREQUENCY);
    }

    /** Inserts the mechanisms in the order of their updates within a time step. */
    private static void insertMechanisms(Cell cell) {
        View apical = cell.group("apical");
        apical.insert(new NaTs2T());
        apical.insert(new SKv3_1());
        apical.insert(new M());
        apical.insert(new H());
        View soma = cell.group("soma");
        soma.insert(new NaTs2T());
        soma.insert(new SKv3_1());
        soma.insert(new SKE2());
        soma.insert(new CaNernstReversal());
        soma.insert(new CaPump());
        soma.insert(new CaHVA());
        soma.insert(new CaLVA());
        cell.group("basal").insert(new H());
        cell.insert(new CaNernstReversal());
        View axon = cell.group("axon");
        axon.insert(new NaTaT());
        axon.insert(new NapEt2());
        axon.insert(new KTst());
        axon.insert(new CaPump());
        axon.insert(new SKE2());
        axon.insert(new CaHVA());
        axon.insert(new KPst());
        axon.insert(new SKv3_1());
        axon.insert(new CaLVA());
        cell.insert(new Leak());
        cell.set("CaNernstReversal_T", KELVIN);
    }

    private static void setCalcium(Cell cell) {
        cell.set("CaCon_i", 5e-5);
        cell.set("CaCon_e", 2);
        // Jaxley begins here, below the Nernst potential of 137 mV that the steady state has set. Only the calcium
        // current before the first step sees it, but spikes show it (4e-4 mV).
        cell.set("eCa", 0);
    }

    private static void setConductances(Cell cell) {
        for (PublishedParameter parameter : PARAMETERS) {
            cell.group(parameter.group()).set(parameter.key(), parameter.value());
        }
        View basal = cell.group("basal");
        double[] distances = Distances.direct(cell.group("soma").branch(0).comp(0), basal);
        basal.set(
                "H_gH",
                Arrays.stream(distances)
                        .map(um -> (-0.8696 + 2.087 * Math.exp(0.0031 * um)) * 8e-5)
                        .toArray());
        cell.set("Leak_gLeak", 3e-5);
        cell.set("Leak_eLeak", -75);
        cell.set("eNa", 50);
        cell.set("eK", -85);
    }
}
