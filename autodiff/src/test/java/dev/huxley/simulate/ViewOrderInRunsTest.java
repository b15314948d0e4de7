package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.protocol.Waveform;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operation on a view that is not ascending equals the operation on each of its parts in turn. */
class ViewOrderInRunsTest {
    private static final double DT = 0.05;
    private static final double[][] LANES = {constant(0.05), constant(0.15)};

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = HuxleyRuntime.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void lanesActWhereTheViewNamesThem() {
        assertRunsEqual(network -> network.cell(2, 0).stimulate(Waveform.of(LANES, DT)), network -> {
            network.cell(2).stimulate(Waveform.of(LANES[0], DT));
            network.cell(0).stimulate(Waveform.of(LANES[1], DT));
        });
        double[][] voltages = {constant(-40), constant(-55)};
        assertRunsEqual(network -> network.cell(2, 0).clamp("v", Waveform.of(voltages, DT)), network -> {
            network.cell(2).clamp("v", Waveform.of(voltages[0], DT));
            network.cell(0).clamp("v", Waveform.of(voltages[1], DT));
        });
    }

    @Test
    void tracesComeInTheOrderOfTheView() {
        Network whole = network();
        stimulate(whole);
        whole.cell(2, 0, 1).record("v");
        Network single = network();
        stimulate(single);
        for (int cell : new int[] {2, 0, 1}) {
            single.cell(cell).record("v");
        }
        BatchTest.assertClose("traces", run(single, Inputs.none()), run(whole, Inputs.none()), 0);
    }

    @Test
    void aRingIsARing() {
        assertRunsEqual(
                network -> {
                    stimulate(network);
                    network.connect(network.cell(0, 1, 2), network.cell(1, 2, 0), new IonotropicSynapse())
                            .set("IonotropicSynapse_gS", 1e-3, 2e-3, 3e-3);
                },
                network -> {
                    stimulate(network);
                    for (int cell = 0; cell < 3; cell++) {
                        network.connect(network.cell(cell), network.cell((cell + 1) % 3), new IonotropicSynapse())
                                .set("IonotropicSynapse_gS", (1 + cell) * 1e-3);
                    }
                });
    }

    @Test
    void inputsFollowTheOrderOfTheView() {
        Network given = network();
        stimulate(given);
        given.record("v");
        Network written = network();
        stimulate(written);
        written.record("v");
        written.cell(2).set("v", -50);
        written.cell(0).set("v", -60);
        NDArray values = manager.create(new double[] {-50, -60});
        BatchTest.assertClose(
                "with", run(written, Inputs.none()), run(given, Inputs.none().with(given.cell(2, 0), "v", values)), 0);
        given.cell(2, 0).makeTrainable("v");
        BatchTest.assertClose(
                "parameters",
                run(written, Inputs.none()),
                run(given, Inputs.of(given.parameters(manager).map(old -> values))),
                0);
    }

    private void assertRunsEqual(Consumer<Network> atOnce, Consumer<Network> oneByOne) {
        Network first = network();
        Network second = network();
        atOnce.accept(first);
        oneByOne.accept(second);
        first.record("v");
        second.record("v");
        BatchTest.assertClose("traces", run(second, Inputs.none()), run(first, Inputs.none()), 0);
    }

    private double[] run(Network network, Inputs inputs) {
        try (Simulation simulation = Simulation.of(network).dt(DT).tMax(5).build()) {
            return simulation.run(manager, inputs).toDoubleArray();
        }
    }

    private static void stimulate(Network network) {
        for (int cell = 0; cell < 3; cell++) {
            network.cell(cell).stimulate(Waveform.of(constant(0.05 * (cell + 1)), DT));
        }
    }

    private static double[] constant(double value) {
        double[] samples = new double[100];
        Arrays.fill(samples, value);
        return samples;
    }

    private static Network network() {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        return new Network(cell, cell, cell);
    }
}
