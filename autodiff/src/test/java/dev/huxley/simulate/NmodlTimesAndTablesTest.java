package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.mechanism.nmodl.NmodlChannel;
import dev.huxley.mechanism.simplified.SpikeSource;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.protocol.Waveform;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The time in imported mechanisms, and values that are interpolated in tables. */
class NmodlTimesAndTablesTest {
    private static final double DT = 0.1;

    /** On a straight line between nodes, that of the node at nodes, and held beyond the ends. */
    @Test
    void aTableHasTheValuesOfTheFunctionAtItsNodes() {
        String text =
                """
                NEURON { SUFFIX cubic NONSPECIFIC_CURRENT i RANGE k }
                PARAMETER { k = 2 }
                ASSIGNED { v i q }
                BREAKPOINT { set(v)  i = f(v) + q }
                FUNCTION f(x) { TABLE FROM -100 TO 100 WITH 8  f = x^3 }
                PROCEDURE set(x) { TABLE q DEPEND k FROM -50 TO 50 WITH 5  q = k * x * x }
                """;
        NmodlChannel exact = Nmodl.parse(text);
        NmodlChannel tabulated = exact.withTables();
        double[] v = {-130, -100, -90, -50, -3, 0, 12.5, 49, 60, 99.9, 100, 130};
        try (NDManager manager = HuxleyRuntime.newManager()) {
            double[] smooth = currents(exact, manager.create(v));
            double[] straight = currents(tabulated, manager.create(v));
            for (int i = 0; i < v.length; i++) {
                assertEquals(v[i] * v[i] * v[i] + 2 * v[i] * v[i], smooth[i], 1e-9, "without tables at " + v[i]);
                double want = table(v[i], -100, 100, 8, 3) + 2 * table(v[i], -50, 50, 5, 2);
                assertEquals(want, straight[i], 1e-9, "with tables at " + v[i]);
            }
        }
    }

    private static double[] currents(NmodlChannel channel, NDArray v) {
        NDArray k = v.zerosLike().add(2);
        return channel.current(new Membrane(channel, Map.of("v", v, "cubic_k", k), DT))
                .toDoubleArray();
    }

    private static double table(double x, double first, double last, int intervals, int power) {
        double width = (last - first) / intervals;
        double place = (Math.max(first, Math.min(last, x)) - first) / width;
        double node = Math.min(Math.floor(place), intervals - 1);
        double lower = Math.pow(first + node * width, power);
        double upper = Math.pow(first + (node + 1) * width, power);
        return lower + (place - node) * (upper - lower);
    }

    /** As in NEURON, in the step whose middle comes next behind the time. */
    @Test
    void atTimeHoldsInOneStep() {
        Cell cell = new Cell(new Compartment());
        cell.insert(
                Nmodl.parse(
                        """
                NEURON { SUFFIX once NONSPECIFIC_CURRENT i RANGE te }
                PARAMETER { te = 1.03 }
                ASSIGNED { v i }
                BREAKPOINT { i = 0  if (at_time(te)) { i = 1e-6 } }
                """));
        cell.record("i_once");
        double[] i = NeuronModels.run(cell, DT, 3)[0];
        for (int k = 0; k < i.length; k++) {
            assertEquals(k == 11 ? 1e-6 : 0, i[k], 0, "i at " + k * DT);
        }
    }

    /** The time is that in the middle of a step for currents, its end for equations: a ramp and its integral. */
    @Test
    void currentsAreComputedInTheMiddleOfAStep() {
        Cell cell = new Cell(new Compartment());
        cell.insert(
                Nmodl.parse(
                        """
                NEURON { SUFFIX ramp NONSPECIFIC_CURRENT i }
                ASSIGNED { v i }
                STATE { s }
                BREAKPOINT { SOLVE d METHOD euler  i = 1e-6 * t }
                DERIVATIVE d { s' = t }
                """));
        cell.record("i_ramp");
        cell.record("ramp_s");
        double[][] traces = NeuronModels.run(cell, DT, 3);
        double sum = 0;
        for (int k = 1; k < traces[0].length; k++) {
            assertEquals(1e-6 * (k - 0.5) * DT, traces[0][k], 1e-18, "i at " + k * DT);
            sum += DT * (k - 1) * DT;
            assertEquals(sum, traces[1][k], 1e-12, "s at " + k * DT);
        }
    }

    /** Events that a loop sends at once arrive at once. */
    @Test
    void eventsOfALoopAreAllDelivered() {
        Cell source = new Cell(new Compartment());
        source.insert(new SpikeSource());
        Network network = new Network(source, new Cell(new Compartment()));
        network.cell(0).clamp("SpikeSource_spikes", Waveform.spikes(new double[] {1}, DT, 6));
        network.connect(
                network.cell(0),
                network.cell(1),
                Nmodl.parseSynapse(
                                """
                        NEURON { POINT_PROCESS Burst NONSPECIFIC_CURRENT i }
                        ASSIGNED { v i n }
                        BREAKPOINT { i = 0 * n }
                        NET_RECEIVE(w) {
                            if (flag == 0) { FROM k = 1 TO 5 { net_send(2, k) } } else { n = n + flag }
                        }
                        """)
                        .drivenBy("SpikeSource_spikes"));
        network.record("Burst_n");
        double[] n = NeuronModels.run(network, DT, 6)[0];
        for (int k = 0; k < n.length; k++) {
            assertEquals(k >= 31 ? 15 : 0, n[k], 0, "n at " + k * DT);
        }
    }
}
