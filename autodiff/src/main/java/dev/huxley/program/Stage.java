package dev.huxley.program;

import dev.huxley.graph.Graph;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One part of a time step. An engine executes the stages of a program in their order; one that does not know a kind of
 * stage says so by name.
 */
public sealed interface Stage {
    /** The work of the stage in words, for messages. */
    String name();

    /** The variables that mechanisms, or a step of a variable by itself, give new values; of stages along the cable none. */
    default Set<Integer> writes() {
        return Set.of();
    }

    private static Set<Integer> variables(List<Binding> bindings) {
        Set<Integer> variables = new TreeSet<>();
        bindings.forEach(binding -> variables.add(binding.variable()));
        return variables;
    }

    /** The variable to whose sums of slopes and constants the stage adds linear terms, -1 if it adds none. */
    default int addsTermsTo() {
        return -1;
    }

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

        @Override
        public Set<Integer> writes() {
            return Stage.variables(outputs);
        }
    }

    /**
     * A mechanism's current, linearized in the voltage: {@code i(v) = slope v - constant}, added to the sums of slopes
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

        @Override
        public int addsTermsTo() {
            return Program.VOLTAGE;
        }
    }

    /**
     * The rate of a pump, linearized in the concentration of its ion: {@code rate(c) = slope c - constant}, added to the
     * ion's sums of slopes and constants. Evaluated together with the membrane currents, so it sees the currents of the
     * step before.
     *
     * @param pump the pump's name
     * @param graph has the outputs {@link MembraneCurrent#SLOPE} (1/ms), {@link MembraneCurrent#CONSTANT} and
     *     {@link MembraneCurrent#CURRENT} (the rate, mM/ms)
     * @param inputs for every used input of the graph its variable
     * @param rows the compartments of the pump
     * @param ion the variable of the ion's concentration
     * @param rate the variable that collects the rate, -1 if nobody reads it
     */
    record PumpRate(String pump, Graph graph, List<Binding> inputs, int[] rows, int ion, int rate) implements Stage {
        @Override
        public String name() {
            return "rate of " + pump;
        }

        @Override
        public int addsTermsTo() {
            return ion;
        }
    }

    /**
     * Advances a variable in every row by itself. The graph has the output {@link #VALUE}, the variable after. Besides the
     * bound inputs it may read the sums of the variable's {@link #SLOPE}s and {@link #CONSTANT}s, and {@link #INJECTED}.
     *
     * @param what what is done, for messages
     * @param variable the variable whose sums it may read
     * @param target the variable that is replaced: the same, unless something else is computed from the sums
     * @param inputs for every used input of the graph that is a variable the variable
     */
    record LocalStep(String what, int variable, int target, Graph graph, List<Binding> inputs) implements Stage {
        /** Advances the variable itself. */
        public LocalStep(String what, int variable, Graph graph, List<Binding> inputs) {
            this(what, variable, variable, graph, inputs);
        }

        /** Tells whether the step advances the variable whose sums it reads. */
        public boolean advances() {
            return target == variable;
        }

        /** The variable, before (input) and after (output). */
        public static final String VALUE = "value";
        /** The summed slopes of the variable's linear terms. */
        public static final String SLOPE = MembraneCurrent.SLOPE;
        /** The summed constants of the variable's linear terms. */
        public static final String CONSTANT = MembraneCurrent.CONSTANT;
        /** The contribution of the stimuli in this step, in capacity times variable (10 fF mV). */
        public static final String INJECTED = "injected";

        @Override
        public String name() {
            return what;
        }

        @Override
        public Set<Integer> writes() {
            return Set.of(target);
        }
    }

    /**
     * An implicit step over the cable: {@code x_p} by backward Euler over {@code part} of the time step, then
     * {@code x' = x + (x_p - x) / part}. With part 1 that is backward Euler, with 1/2 Crank-Nicolson.
     *
     * @param equation what is advanced
     * @param part in (0, 1]
     */
    record ImplicitStep(CableEquation equation, double part) implements Stage {
        @Override
        public String name() {
            return "implicit step of " + equation.quantity() + " over " + part + " dt";
        }
    }

    /** Advances a quantity by forward Euler; branch points are the weighted means of their neighbors before the step. */
    record ExplicitStep(CableEquation equation) implements Stage {
        @Override
        public String name() {
            return "explicit step of " + equation.quantity();
        }
    }

    /** Advances a quantity by the exact flow along the cable: multiplies it with its propagator. */
    record Propagate(CableEquation equation) implements Stage {
        @Override
        public String name() {
            return "propagation of " + equation.quantity();
        }
    }

    /**
     * The synapses of one type advance their states over one time step, at the present voltages.
     *
     * @param synapse the type
     * @param graph states after the step from states, parameters and quantities of the compartments before it
     * @param inputs for every used input of the graph its variable; those of compartments are read through positions,
     *     which may repeat
     * @param outputs for every output of the graph the variable it replaces, with one row per synapse
     */
    record UpdateSynapses(String synapse, Graph graph, List<Binding> inputs, List<Binding> outputs) implements Stage {
        @Override
        public String name() {
            return "update of " + synapse;
        }

        @Override
        public Set<Integer> writes() {
            return Stage.variables(outputs);
        }
    }

    /**
     * The current of the synapses of one type, linearized in the voltage: {@code i(v) = slope v - constant}, added to the
     * equations of compartments.
     *
     * @param synapse the type
     * @param graph has the outputs {@link #SLOPE}, {@link #CONSTANT} and {@link #CURRENT}
     * @param inputs as those of {@link UpdateSynapses}
     * @param edges the synapses of the type, ascending
     * @param compartments for every synapse the compartment that its current leaves; may repeat, in any order
     * @param current the variable that holds the current, with one row per synapse; -1 if nobody reads it
     */
    record SynapticCurrent(
            String synapse, Graph graph, List<Binding> inputs, int[] edges, int[] compartments, int current)
            implements Stage {
        /** The slope di/dv (uS) by finite difference, both voltages shifted. */
        public static final String SLOPE = MembraneCurrent.SLOPE;
        /** The constant part {@code slope v - i} (nA). */
        public static final String CONSTANT = MembraneCurrent.CONSTANT;
        /** The current at the present voltages (nA). */
        public static final String CURRENT = MembraneCurrent.CURRENT;

        @Override
        public String name() {
            return "current of " + synapse;
        }

        @Override
        public int addsTermsTo() {
            return Program.VOLTAGE;
        }
    }

    /**
     * Clamps of a variable that does not flow along the cable write their values, at run time's places.
     *
     * @param quantity the name of the variable
     * @param clamps the numbers of its clamps
     */
    record WriteClamp(String quantity, int variable, List<Integer> clamps) implements Stage {
        public WriteClamp {
            clamps = List.copyOf(clamps);
        }

        @Override
        public String name() {
            return "clamp of " + quantity;
        }
    }
}
