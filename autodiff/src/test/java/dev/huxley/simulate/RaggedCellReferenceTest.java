package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.pospischil.CaL;
import dev.huxley.mechanism.pospischil.K;
import dev.huxley.mechanism.pospischil.Km;
import dev.huxley.mechanism.pospischil.Na;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Sharing;
import dev.huxley.protocol.Waveform;
import dev.huxley.testing.Reference;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A cell whose branches have different numbers of compartments and different channels, against Jaxley. */
class RaggedCellReferenceTest {
    private static final int[] COMPARTMENTS = {3, 1, 4, 2, 2};

    @Test
    void tracesAndGradientMeetTheReference() {
        JsonNode reference = Reference.of("ragged_cell");
        Cell cell = cell(reference.at("/setup/initial_states"));
        cell.makeTrainable("HH_gNa");
        cell.branch(0, 2).makeTrainable("HH_gK");
        cell.makeTrainable("axial_resistivity", Sharing.PER_BRANCH);
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).build();
                Tape tape = Tape.open()) {
            ArrayTree parameters = cell.parameters(manager);
            NDArray traces = simulation.run(parameters);
            ReferenceTest.assertTraces(reference.at("/expected/traces"), traces);
            NDArray loss = traces.add(65).square().mean();
            double expectedLoss = reference.at("/expected/loss").asDouble();
            assertEquals(expectedLoss, loss.getDouble(), 1e-9 * expectedLoss, "loss");
            ArrayTree gradients = tape.gradients(loss, parameters);
            for (JsonNode entry : reference.at("/expected/gradient")) {
                String key = entry.fieldNames().next();
                double[] expected = Reference.doubles(entry.get(key));
                String path = gradients.paths().stream()
                        .filter(candidate -> candidate.endsWith(key))
                        .findFirst()
                        .orElseThrow();
                double[] actual = gradients.get(path).toDoubleArray();
                assertEquals(expected.length, actual.length, key);
                for (int i = 0; i < expected.length; i++) {
                    assertEquals(expected[i], actual[i], 1e-6 * Math.abs(expected[i]), key + "[" + i + "]");
                }
            }
        }
    }

    private static Cell cell(JsonNode initialStates) {
        List<Branch> branches = new ArrayList<>();
        for (int count : COMPARTMENTS) {
            branches.add(new Branch(new Compartment(), count));
        }
        Cell cell = new Cell(branches, -1, 0, 0, 2, 2);
        cell.set("axial_resistivity", 800);
        cell.set("radius", ReferenceTest.linspace(3, 0.7, 12));
        cell.set("length", ReferenceTest.linspace(40, 12, 12));
        cell.set("v", -66);
        cell.insert(new Leak());
        cell.branch(0, 2).insert(new HH());
        cell.branch(1).insert(new Na());
        cell.branch(1).insert(new K());
        cell.branch(3).insert(new Km());
        cell.branch(4).insert(new CaL());
        initialStates.properties().forEach(state -> {
            double[] present = IntStream.range(0, 12)
                    .filter(i -> !state.getValue().get(i).isNull())
                    .mapToDouble(i -> state.getValue().get(i).asDouble())
                    .toArray();
            cell.set(state.getKey(), present);
        });
        cell.branch(0).comp(1).stimulate(Waveform.step(1, 6, 0.8, 0.025, 10));
        cell.branch(4).comp(1).stimulate(Waveform.step(2, 3, 0.1, 0.025, 10));
        int[][] places = {{0, 0}, {1, 0}, {2, 3}, {3, 1}, {4, 1}};
        for (int[] place : places) {
            cell.branch(place[0]).comp(place[1]).record("v");
        }
        return cell;
    }
}
