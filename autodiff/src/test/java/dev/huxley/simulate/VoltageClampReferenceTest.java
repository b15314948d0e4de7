package dev.huxley.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Branch;
import dev.huxley.model.Compartment;
import dev.huxley.model.NeuronModel;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.protocol.Waveform;
import dev.huxley.testing.NeuronCases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The clamp with a series resistance against NEURON's {@code SEClamp}. NEURON advances the gates after the voltage, Huxley
 * before it; the gates begin in their steady state at the first voltage, where that is the same.
 */
class VoltageClampReferenceTest {
    @ParameterizedTest
    @CsvSource({
        "vclamp_point_hh, 0.001",
        "vclamp_point_hh, 5",
        "vclamp_cable_hh, 0.001",
        "vclamp_cable_hh, 5",
        "vclamp_cable_passive, 0.001",
        "vclamp_cable_passive, 5"
    })
    void voltageAndCurrentAreThoseOfNeuron(String name, String resistance) {
        JsonNode reference = NeuronCases.of(name);
        JsonNode setup = reference.get("setup");
        JsonNode expected = reference.get("expected").get("rs_" + resistance);
        double dt = setup.at("/run/dt").asDouble();
        int steps = expected.get("samples").asInt() - 1;
        int every = setup.at("/run/every").asInt();
        NeuronModel model = model(setup);
        model.select(0).clamp("v", command(setup, dt, steps), Double.parseDouble(resistance));
        model.select(0).record("i_clamp");
        JsonNode recorded = setup.at("/cell/record_compartments");
        int traces = expected.get("v").size();
        for (int i = 0; i < traces; i++) {
            model.select(recorded.isMissingNode() ? 0 : recorded.get(i).asInt()).record("v");
        }
        double[][] columns = VoltageClampTest.run(model, Integrators.backwardEuler(), dt, steps);
        double ofCurrent = resistance.equals("5") ? 1e-8 : 1e-6;
        for (int i = 0; i < traces; i++) {
            assertColumns(expected.get("v").get(i), columns[1 + i], 0, every, 1e-8, "v " + i);
        }
        assertColumns(expected.get("i"), columns[0], 0, every, ofCurrent, "i");
        for (int from : new int[] {78, 478}) {
            String field = "i_every_step_samples_" + from + "_to_" + (from + 40);
            assertColumns(expected.get(field), columns[0], from, 1, ofCurrent, field);
        }
    }

    private static void assertColumns(
            JsonNode expected, double[] columns, int from, int every, double tolerance, String what) {
        assertTrue(expected.size() > 10, what);
        for (int i = 0; i < expected.size(); i++) {
            int column = from + i * every;
            if (column == 0 && what.equals("i")) {
                continue; // NEURON's initial value: nothing has flowed yet
            }
            assertEquals(expected.get(i).asDouble(), columns[column], tolerance, what + " at column " + column);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.001", "5"})
    void theSteadyStateIsThatOfNeuron(String resistance) {
        JsonNode reference = NeuronCases.of("vclamp_cable_passive");
        JsonNode expected = reference.get("expected").get("rs_" + resistance);
        NeuronModel model = model(reference.get("setup"));
        model.select(0).clamp("v", VoltageClampTest.constant(-40, 0.5, 4000), Double.parseDouble(resistance));
        model.record("v");
        model.select(0).record("i_clamp");
        double[][] columns = VoltageClampTest.run(model, Integrators.backwardEuler(), 0.5, 4000);
        JsonNode v = expected.get("steady_v_all_compartments");
        for (int i = 0; i < v.size(); i++) {
            assertEquals(v.get(i).asDouble(), columns[i][4000], 1e-8, "compartment " + i);
        }
        double ofCurrent = resistance.equals("5") ? 1e-8 : 1e-6;
        assertEquals(expected.get("steady_i").asDouble(), columns[v.size()][4000], ofCurrent);
    }

    private static NeuronModel model(JsonNode setup) {
        JsonNode cell = setup.get("cell");
        int compartments = cell.get("nseg").asInt();
        NeuronModel model = new Branch(new Compartment(), compartments);
        model.set("length", cell.get("L").asDouble() / compartments);
        model.set("radius", cell.get("diam").asDouble() / 2);
        model.set("capacitance", cell.get("cm").asDouble());
        if (cell.has("Ra")) {
            model.set("axial_resistivity", cell.get("Ra").asDouble());
        }
        if (cell.has("pas")) {
            model.insert(new Leak());
            model.set("Leak_gLeak", cell.at("/pas/g").asDouble());
            model.set("Leak_eLeak", cell.at("/pas/e").asDouble());
        } else {
            model.insert(new HH());
            model.set("HH_gNa", cell.at("/hh/gnabar").asDouble());
            model.set("HH_gK", cell.at("/hh/gkbar").asDouble());
            model.set("HH_gLeak", cell.at("/hh/gl").asDouble());
            model.set("HH_eNa", cell.at("/hh/ena").asDouble());
            model.set("HH_eK", cell.at("/hh/ek").asDouble());
            model.set("HH_eLeak", cell.at("/hh/el").asDouble());
        }
        model.set("v", setup.at("/run/v_init").asDouble());
        SteadyState.apply(model);
        return model;
    }

    /** The command at the middle of every step. */
    private static Waveform command(JsonNode setup, double dt, int steps) {
        double[] samples = new double[steps];
        JsonNode durations = setup.at("/clamp/dur");
        JsonNode amplitudes = setup.at("/clamp/amp");
        for (int k = 0; k < steps; k++) {
            double end = 0;
            int part = -1;
            while (part < durations.size() - 1 && (k + 0.5) * dt >= end) {
                end += durations.get(++part).asDouble();
            }
            samples[k] = amplitudes.get(part).asDouble();
        }
        return Waveform.of(samples, dt);
    }
}
