package dev.huxley.simulate;

import static dev.huxley.simulate.NeuronModels.assertSpikes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.huxley.mechanism.synapse.GapJunction;
import dev.huxley.model.Cell;
import dev.huxley.model.Network;
import dev.huxley.program.integrate.Integrator;
import dev.huxley.program.integrate.Integrators;
import dev.huxley.testing.NeuronCases;
import dev.huxley.testing.Reference;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With a smaller time step the voltages approach what NEURON's variable-step method gives, at the order of the integrator. */
class NeuronConvergenceTest {
    private static final double REST = -65;
    /** ms between two times at which the case of CVode has voltages. */
    private static final double INTERVAL = 0.25;

    /** On the other engine a step takes a thousand times as long: fewer of them say the same. */
    private static final boolean IS_FAST = Engines.defaultName().equals("llvm");

    /** The time steps: halves of each other. */
    static Stream<Double> timeSteps() {
        return IS_FAST ? Stream.of(0.025, 0.0125, 0.00625, 0.003125, 0.0015625) : Stream.of(0.025, 0.0125);
    }

    static Stream<String> cells() {
        return IS_FAST ? Stream.of("cvode_hh_point", "cvode_branched") : Stream.of("cvode_branched");
    }

    private static double[][] voltages(JsonNode reference, Integrator integrator, double timeStep) {
        JsonNode setup = reference.get("setup");
        double duration = setup.at("/run/t_max").asDouble();
        Cell cell;
        if (setup.has("record")) {
            cell = NeuronModels.branched(setup.get("cell"), REST);
            cell.branch(setup.at("/stimulus/branch").asInt())
                    .comp(setup.at("/stimulus/comp").asInt())
                    .stimulate(NeuronModels.step(setup.get("stimulus"), timeStep, duration));
            for (JsonNode place : setup.get("record")) {
                cell.branch(place.get(0).asInt()).comp(place.get(1).asInt()).record("v");
            }
        } else {
            cell = NeuronModels.point(setup.get("cell"), REST);
            cell.stimulate(NeuronModels.step(setup.get("stimulus"), timeStep, duration));
            cell.record("v");
        }
        return NeuronModels.run(Simulation.of(cell)
                .dt(timeStep)
                .tMax(duration)
                .integrator(integrator)
                .build());
    }

    private static double error(double[] v, JsonNode truth, double timeStep) {
        int every = (int) Math.round(INTERVAL / timeStep);
        double worst = 0;
        for (int k = 0; k < truth.size(); k++) {
            worst = Math.max(worst, Math.abs(v[k * every] - truth.get(k).asDouble()));
        }
        return worst;
    }

    /** To all the digits given: it is the same scheme. */
    @ParameterizedTest
    @MethodSource("timeSteps")
    void theErrorOfBackwardEulerIsNeurons(double timeStep) {
        for (String name : cells().toList()) {
            JsonNode reference = NeuronCases.of(name);
            JsonNode expected = reference.at("/expected/backward_euler_against_this/by_dt/" + timeStep);
            double[][] v = voltages(reference, Integrators.backwardEuler(), timeStep);
            for (int place = 0; place < v.length; place++) {
                double want = expected.get("max_abs_error").get(place).asDouble();
                double have = error(v[place], reference.at("/expected/v").get(place), timeStep);
                assertEquals(want, have, 1e-5 * want, name + ", place " + place + ": greatest error in mV");
            }
            assertSpikes(name, expected.get("spike_times"), v[0], timeStep, 1e-8);
        }
    }

    /** Gates that are half a step apart from the voltage make Crank-Nicolson second order in both. */
    @ParameterizedTest
    @MethodSource("cells")
    void crankNicolsonConvergesInSecondOrder(String name) {
        JsonNode reference = NeuronCases.of(name);
        double[] steps = timeSteps().mapToDouble(step -> step).toArray();
        double[] before = null;
        for (double step : steps) {
            double[][] v = voltages(reference, Integrators.crankNicolson(), step);
            double[] errors = new double[v.length];
            for (int place = 0; place < v.length; place++) {
                errors[place] = error(v[place], reference.at("/expected/v").get(place), step);
                if (before != null) {
                    double order = Math.log(before[place] / errors[place]) / Math.log(2);
                    String what = name + ", place " + place + ": order of convergence from an error of " + before[place]
                            + " to " + errors[place] + " mV";
                    assertEquals(2, order, 0.05, what);
                }
            }
            // At 25 us below the error of backward Euler at 1.6 us.
            assertTrue(
                    errors[0] < 2 * (step / 0.025) * (step / 0.025), name + ": error " + errors[0] + " mV at " + step);
            before = errors;
        }
    }

    /**
     * The spike times of two coupled cells against NEURON's two schemes (implicit in the own voltage, or in both),
     * extrapolated in first order from 25 and 1 us; what these disagree on is what is uncertain.
     */
    @ParameterizedTest
    @ValueSource(strings = {"0.0005", "0.002", "0.01"})
    void gapJunctionsConvergeInFirstOrderToNeuronsLimit(String conductance) {
        JsonNode reference = NeuronCases.of("gap_junction_g_" + conductance);
        JsonNode expected = reference.get("expected");
        double step = 0.005;
        double duration = IS_FAST ? reference.at("/setup/run/t_max").asDouble() : 10;
        double[][] coarse = coupled(reference.get("setup"), 2 * step, duration);
        double[][] fine = coupled(reference.get("setup"), step, duration);
        for (int cell = 0; cell < 2; cell++) {
            String name = cell == 0 ? "cell_a" : "cell_b";
            double[] limit = limit(expected, "linear_mechanism", name);
            double[] other = limit(expected, "pointer", name);
            double[] there = NeuronModels.spikes(coarse[cell], 2 * step);
            double[] here = NeuronModels.spikes(fine[cell], step);
            int spikes = IS_FAST ? limit.length : 1;
            assertEquals(spikes, here.length, "spikes of " + name);
            assertEquals(spikes, there.length, "spikes of " + name);
            for (int i = 0; i < spikes; i++) {
                String what = "spike " + i + " of " + name + " at " + there[i] + " and " + here[i]
                        + " ms, in the limit " + limit[i] + " or " + other[i];
                double order = Math.log((there[i] - limit[i]) / (here[i] - limit[i])) / Math.log(2);
                assertEquals(1, order, 0.06, what + ": order of convergence");
                assertEquals(limit[i], 2 * here[i] - there[i], 5e-4, what + ": extrapolated");
            }
        }
    }

    private static double[][] coupled(JsonNode setup, double timeStep, double duration) {
        Cell cell = NeuronModels.point(setup.get("cells"), REST);
        Network network = new Network(cell, cell);
        network.cell(0).stimulate(NeuronModels.step(setup.get("stimulus_in_a"), timeStep, duration));
        network.connect(network.cell(0), network.cell(1), new GapJunction())
                .set("GapJunction_gE", setup.at("/gap/g_uS").asDouble());
        network.cell(0, 1).record("v");
        return NeuronModels.run(network, timeStep, duration);
    }

    private static double[] limit(JsonNode expected, String scheme, String cell) {
        double[] coarse = Reference.doubles(expected.at("/" + scheme + "_dt_0.025/" + cell + "/spike_times"));
        double[] fine = Reference.doubles(expected.at("/" + scheme + "_dt_0.001/" + cell + "/spike_times"));
        double[] limit = new double[fine.length];
        for (int i = 0; i < limit.length; i++) {
            limit[i] = fine[i] - (coarse[i] - fine[i]) / 24;
        }
        return limit;
    }
}
