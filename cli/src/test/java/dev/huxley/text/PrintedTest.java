package dev.huxley.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.huxley.autograd.Tape;
import dev.huxley.fit.Fit;
import dev.huxley.fit.FitResult;
import dev.huxley.inspect.figure.ClampFamily;
import dev.huxley.inspect.figure.GateCurves;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.ModelSnapshot;
import dev.huxley.model.Network;
import dev.huxley.model.PostCompartment;
import dev.huxley.morphology.Swc;
import dev.huxley.optimizer.Adam;
import dev.huxley.optimizer.LearningRate;
import dev.huxley.optimizer.PerPath;
import dev.huxley.plot.Figure;
import dev.huxley.plot.Line;
import dev.huxley.plot.Panel;
import dev.huxley.protocol.Waveform;
import dev.huxley.report.ReportedSweep;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.RunResult;
import dev.huxley.simulate.Simulation;
import dev.huxley.transform.ParameterTransform;
import dev.huxley.transform.Transform;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Models, their parts and results print as one short line that says what they are, however large they are. */
class PrintedTest {
    private static final double DT = 0.1;

    @Test
    void modelsAndTheirPartsAreOneShortLine() {
        Cell cell = cell();
        Network network = network(cell);
        assertEquals(
                "Cell[1 cell, 3 branches, 6 compartments, mechanisms HH, 1 stimulus, 6 recordings, 1 trainable]",
                cell.toString());
        assertTrue(network.toString()
                .startsWith("Network[300 cells, 900 branches, 1800 compartments, 900 synapses, mechanisms HH"));
        assertEquals(
                "cell(2,0).branch(1): 4 compartments",
                network.cell(2, 0).branch(1).toString());
        assertEquals(
                "HH[gNa = 0.12 S/cm2, gK = 0.036 S/cm2, ", new HH().toString().substring(0, 39));
        List<Object> things = new ArrayList<>(List.of(
                new Compartment(),
                new Branch(new Compartment(), 2),
                network.synapses(),
                network.between(network.cell(0, 1, 2), network.where("cell in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]")),
                network.select(IntStream.range(0, 500).map(i -> 499 - i).toArray()),
                network.globals(),
                network.nodes(),
                network.edges(),
                network.nodes().get("v"),
                network.nodes().get("HH"),
                network.edges().get("pre"),
                network.structure(),
                network.shape(),
                ModelSnapshot.of(network),
                PostCompartment.first(),
                Swc.options(),
                Figure.of(300, 200),
                Panel.blank(),
                Line.of(new double[500], new double[500])));
        things.addAll(network.stimuli());
        things.addAll(network.recordings());
        things.addAll(network.trainables());
        things.addAll(cell.branch(1).comps());
        things.addAll(Catalogue.entries());
        Catalogue.entries().forEach(entry -> {
            things.add(entry.constructor().get());
            things.addAll(entry.constructor().get().parameters());
        });
        things.forEach(PrintedTest::assertPrinted);
    }

    @Test
    void runsAndFitsAreOneShortLine() {
        Cell cell = cell();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).build()) {
            ArrayTree parameters = cell.parameters(manager);
            RunResult outcome = simulation.runToStates(manager, Inputs.of(parameters));
            FitResult fit = Fit.minimize(p -> simulation.run(p).square().mean())
                    .iterations(1)
                    .run(parameters);
            try (Tape tape = Tape.open()) {
                assertEquals("Tape[open]", tape.toString());
            }
            assertTrue(fit.toString().startsWith("FitResult[loss "), fit.toString());
            assertTrue(outcome.toString().startsWith("RunResult[traces (6, "), outcome.toString());
            assertTrue(simulation.toString().contains("dt 0.1 ms"), simulation.toString());
            List.of(
                            outcome,
                            fit,
                            fit.history(),
                            simulation,
                            simulation.dynamics(),
                            Simulation.of(cell),
                            Inputs.of(parameters)
                                    .with(cell, "v", parameters.flatten().get(0)),
                            Inputs.none(),
                            Fit.minimize(p -> null),
                            new Adam(LearningRate.constant(0.1), 0.9, 0.999, 1e-8),
                            PerPath.builder()
                                    .otherwise(new Adam(LearningRate.constant(0.1), 0.9, 0.999, 1e-8))
                                    .build(),
                            ParameterTransform.builder()
                                    .set("a", Transform.sigmoid(0, 1))
                                    .set("b", Transform.masked(new boolean[] {true}, Transform.identity()))
                                    .set("c", Transform.of(x -> x, x -> x))
                                    .build(),
                            GateCurves.of(new HH(), -70, 0, 30),
                            new ClampFamily.Steps(-70, 10, -60, -50),
                            new ReportedSweep("sweep", DT, new double[9], new double[9], null, null))
                    .forEach(PrintedTest::assertPrinted);
        }
    }

    private static void assertPrinted(Object thing) {
        String text = thing.toString();
        String what = thing.getClass().getSimpleName() + " prints " + text;
        assertFalse(text.matches("(?s).*@[0-9a-f]+.*"), what);
        assertFalse(text.contains("\n"), what);
        assertTrue(!text.isBlank() && text.length() <= 2 * Brief.LONGEST, what);
    }

    private static Cell cell() {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0, 0);
        cell.insert(new HH());
        cell.comp(0).branch(0).stimulate(Waveform.step(0.1, 0.2, 0.1, DT, 1));
        cell.record("v");
        cell.makeTrainable("HH_gNa");
        return cell;
    }

    private static Network network(Cell cell) {
        Network network = new Network(Collections.nCopies(300, cell));
        network.fullyConnect(network.cell(0, 1, 2), network, new IonotropicSynapse());
        network.globals().define("temperature", 37, "degC");
        return network;
    }
}
