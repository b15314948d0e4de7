package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.ModelValues;
import dev.huxley.model.Network;
import dev.huxley.model.NeuronModel;
import dev.huxley.morphology.Swc;
import dev.huxley.protocol.Waveform;
import dev.huxley.tree.ArrayTree;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Models of one form are trees of values, which stack to a batch. */
class StackTest {
    private static final double DT = 0.05;
    private static final String SWC =
            """
            1 1 0 0 0 %f -1
            2 3 0 12 0 1.5 1
            3 3 0 %f 0 0.8 2
            4 3 90 420 0 0.4 3
            5 3 -60 380 0 0.3 3
            """;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = HuxleyRuntime.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** A traced cell, whose compartments are no cylinders. */
    private static Cell traced(double somaRadius, double reach, double gNa, double amplitude, int stimulated) {
        Cell cell = new Cell(Swc.parse(
                SWC.formatted(somaRadius, reach), "traced", Swc.options().ncomp(2)));
        cell.set("axial_resistivity", 100 + reach / 10);
        cell.insert(new Leak());
        cell.set("Leak_gLeak", gNa / 1000);
        cell.group("soma").insert(new HH());
        cell.group("soma").set("HH_gNa", gNa);
        cell.set("v", -60 - somaRadius);
        cell.branch(stimulated).comp(0).stimulate(Waveform.of(time -> amplitude, DT, 3));
        cell.branch(3).comp(1).clamp("v", Waveform.of(time -> -60 - amplitude, DT, 3));
        cell.branch(stimulated).record("v");
        cell.group("soma").makeTrainable("HH_gNa");
        cell.branch(1).makeTrainable("radius");
        return cell;
    }

    private static Cell small() {
        return traced(8, 250, 0.12, 0.5, 0);
    }

    private static Cell large() {
        return traced(11, 300, 0.2, 0.8, 1);
    }

    private static Network network(double conductance, double radius) {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0);
        cell.insert(new HH());
        cell.set("radius", radius);
        Network network = new Network(cell, cell);
        network.connect(
                        network.cell(0).branch(0).comp(0),
                        network.cell(1).branch(1).comp(1),
                        new IonotropicSynapse())
                .set("IonotropicSynapse_gS", conductance);
        network.cell(0).branch(0).comp(0).stimulate(Waveform.of(time -> 0.5, DT, 3));
        network.record("v");
        network.synapses().makeTrainable("IonotropicSynapse_gS");
        return network;
    }

    private NDArray alone(NeuronModel model) {
        try (Simulation simulation = Simulation.of(model).dt(DT).build()) {
            return simulation.run(manager);
        }
    }

    @Test
    void aRowOfAStackIsTheModelAlone() {
        for (List<NeuronModel> models : List.of(
                List.<NeuronModel>of(small(), large(), small()),
                List.<NeuronModel>of(network(1e-3, 3), network(4e-3, 5)))) {
            try (Simulation simulation = Simulation.of(models.get(0)).dt(DT).build()) {
                NDArray stacked = simulation.run(manager, Inputs.stack(models.toArray(NeuronModel[]::new)));
                assertEquals(models.size(), stacked.getShape().get(0));
                for (int row = 0; row < models.size(); row++) {
                    double[] want = alone(models.get(row)).toDoubleArray();
                    BatchTest.assertClose("row " + row, want, stacked.get(row).toDoubleArray(), 1e-12);
                }
                assertEquals(1, simulation.compilations());
            }
        }
    }

    @Test
    void aStackStepsAsEachModelDoes() {
        Network one = network(1e-3, 3);
        Network other = network(4e-3, 5);
        try (Simulation simulation = Simulation.of(one).dt(DT).build();
                Simulation single = Simulation.of(other).dt(DT).build()) {
            Inputs both = Inputs.stack(one, other);
            ArrayTree states = simulation.dynamics().initialStates(manager, both);
            ArrayTree alone = single.dynamics().initialStates(manager, Inputs.none());
            for (int k = 0; k < 5; k++) {
                states = simulation.dynamics().step(manager, states, both.startingAt(k));
                alone = single.dynamics().step(manager, alone, Inputs.none().startingAt(k));
            }
            for (String state : alone.paths()) {
                BatchTest.assertClose(
                        state,
                        alone.get(state).toDoubleArray(),
                        states.get(state).get(1).toDoubleArray(),
                        1e-12);
            }
        }
    }

    @Test
    void gradientsOfAStackAreThoseOfEachModel() {
        List<Cell> cells = List.of(small(), large());
        try (Simulation simulation = Simulation.of(cells.get(0)).dt(DT).build()) {
            ArrayTree parameters = ArrayTree.stack(
                    cells.get(0).parameters(manager), cells.get(1).parameters(manager));
            parameters.forEach((path, array) -> array.setRequiresGradient(true));
            ArrayTree together;
            try (Tape tape = Tape.open()) {
                NDArray v = simulation.run(
                        manager, Inputs.stack(cells.get(0), cells.get(1)).parameters(parameters));
                together = tape.gradients(v.square().sum(), parameters);
            }
            for (int row = 0; row < 2; row++) {
                ArrayTree own = cells.get(row).parameters(manager);
                try (Simulation single = Simulation.of(cells.get(row)).dt(DT).build();
                        Tape tape = Tape.open()) {
                    ArrayTree want = tape.gradients(single.run(own).square().sum(), own);
                    for (String path : own.paths()) {
                        BatchTest.assertClose(
                                path + ", model " + row,
                                want.get(path).toDoubleArray(),
                                together.get(path).get(row).toDoubleArray(),
                                1e-10);
                    }
                }
            }
        }
    }

    @Test
    void aModelAsATreeOfValuesIsReadAndWrittenExactly() {
        Supplier<List<NeuronModel>> pairs = () -> List.of(small(), network(1e-3, 3));
        List<NeuronModel> others = List.of(large(), network(2e-3, 5));
        for (int i = 0; i < others.size(); i++) {
            NeuronModel model = pairs.get().get(i);
            ArrayTree values = ModelValues.read(model, manager);
            assertEquals(values, values.unflatten(values.flatten()), "flatten and unflatten");
            ModelValues.write(model, values);
            assertEquals(values, ModelValues.read(model, manager), "written back");
            NeuronModel other = others.get(i);
            ArrayTree theirs = ModelValues.read(other, manager);
            assertTrue(values.sameStructure(theirs));
            ModelValues.write(model, theirs);
            assertEquals(theirs, ModelValues.read(model, manager), "written into another model");
        }
    }

    @Test
    void aTreeThatIsNotOfTheModelIsRefusedWhole() {
        Cell cell = small();
        ArrayTree before = ModelValues.read(cell, manager);
        ArrayTree wrong = before.with("nodes/radius", before.get("nodes/radius").neg());
        assertThrows(IllegalArgumentException.class, () -> ModelValues.write(cell, wrong));
        ArrayTree padded = before.with("nodes/HH_gNa", before.get("nodes/Leak_gLeak"));
        String message = assertThrows(IllegalArgumentException.class, () -> ModelValues.write(cell, padded))
                .getMessage();
        assertTrue(message.contains("nodes/HH_gNa") && message.contains("does not have"), message);
        assertThrows(IllegalArgumentException.class, () -> ModelValues.write(cell, before.without("nodes/v")));
        assertEquals(before, ModelValues.read(cell, manager));
    }

    @Test
    void modelsOfDifferentFormNameTheFirstDifference() {
        assertDifference("HH_gNa", cell -> cell.branch(2).insert(new HH()));
        assertDifference("branch 2", cell -> cell.branch(2).insert(new HH()));
        assertDifference("stimulus", cell -> cell.branch(2).stimulate(Waveform.of(time -> 1, DT, 3)));
        assertDifference("recordings", cell -> cell.branch(2).record("v"));
        assertDifference("length of stimulus 0", cell -> {
            cell.deleteStimuli();
            cell.branch(1).comp(0).stimulate(Waveform.of(time -> 1, DT, 4));
        });
        assertDifference("diffusing", cell -> cell.diffuse("HH_m"));
        Network late = network(1e-3, 3);
        late.synapses().set("delay", 0.2);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Inputs.stack(network(1e-3, 3), late))
                .getMessage()
                .contains("delay (ms) of synapse 0 is 0.0 in the first and 0.2 in the second"));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Inputs.stack(small(), new Cell(new Branch(new Compartment(), 3), -1)))
                .getMessage();
        assertTrue(message.contains("number of branches is 4 in the first and 1 in the second"), message);
    }

    private static void assertDifference(String what, Consumer<Cell> change) {
        Cell changed = large();
        change.accept(changed);
        String message = assertThrows(IllegalArgumentException.class, () -> Inputs.stack(small(), large(), changed))
                .getMessage();
        assertTrue(message.contains(what) && message.contains("model 2"), message);
    }

    @Test
    void theFirstModelOfAStackIsTheOneThatIsSimulated() {
        Cell one = small();
        try (Simulation simulation = Simulation.of(one).dt(DT).build()) {
            assertThrows(IllegalArgumentException.class, () -> simulation.run(manager, Inputs.stack(large(), one)));
            NDArray three = manager.ones(new Shape(3, 1)).toType(DataType.FLOAT64, true);
            Inputs inputs = Inputs.stack(one, large()).with(one, "Leak_gLeak", three);
            String message = assertThrows(IllegalArgumentException.class, () -> simulation.run(manager, inputs))
                    .getMessage();
            assertTrue(message.contains("stack of models") && message.contains("3"), message);
        }
        assertArrayEquals(
                new long[] {2, 1},
                ArrayTree.stack(one.parameters(manager), one.parameters(manager))
                        .get(one.trainables().get(0).path())
                        .getShape()
                        .getShape());
    }
}
