package dev.huxley.program;

import dev.huxley.graph.Graph;
import java.util.List;

/**
 * One part of a time step. An engine executes the stages of a program in their order; one that does not know a kind of
 * stage says so by name.
 */
public sealed interface Stage {
    /** What the stage does, for messages. */
    String name();

    /**
     * A mechanism advances its states over one time step, at the voltage before the step. The voltage may be among the
     * outputs (a reset); later updates still read the voltage before the step, everything after the updates reads the
     * new one.
     *
     * @param mechanism the mechanism's name
     * @param graph states after the step from states and parameters before it
     * @param inputs for every used input of the graph its variable
     * @param outputs for every output of the graph the variable it replaces
     */
    record UpdateStates(String mechanism, Graph graph, List<Binding> inputs, List<Binding> outputs) implements Stage {
        @Override
        public String name() {
            return "update of " + mechanism;
        }
    }

    /**
     * A mechanism's current, linearised in the voltage: {@code i(v) = slope v - constant}, added to the sums of slopes
     * and constants of its compartments.
     *
     * @param mechanism the mechanism's name
     * @param graph has the outputs {@link #SLOPE}, {@link #CONSTANT} and {@link #CURRENT}
     * @param inputs for every used input of the graph its variable
     * @param rows the compartments of the mechanism
     * @param current the variable that collects the current, -1 if nobody reads it
     */
    record MembraneCurrent(String mechanism, Graph graph, List<Binding> inputs, int[] rows, int current)
            implements Stage {
        /** The slope di/dv (S/cm2) by finite difference. */
        public static final String SLOPE = "slope";
        /** The constant part {@code slope v - i(v)} (mA/cm2). */
        public static final String CONSTANT = "constant";
        /** The current at the present voltage (mA/cm2). */
        public static final String CURRENT = "current";

        @Override
        public String name() {
            return "current of " + mechanism;
        }
    }

    /** Writes the values of a clamp into its variable, at run time's places. */
    record WriteClamp(int clamp, int variable) implements Stage {
        @Override
        public String name() {
            return "clamp " + clamp;
        }
    }

    /** Advances the voltage by backward Euler over the cable tree, with the summed currents and the stimuli. */
    record SolveVoltage() implements Stage {
        @Override
        public String name() {
            return "voltage by backward Euler";
        }
    }
}
