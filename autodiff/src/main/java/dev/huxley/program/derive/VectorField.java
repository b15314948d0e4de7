package dev.huxley.program.derive;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import dev.huxley.graph.differentiate.ForwardMode;
import dev.huxley.program.Binding;
import dev.huxley.program.CarriedState;
import dev.huxley.program.ExplicitStep;
import dev.huxley.program.ImplicitStep;
import dev.huxley.program.LocalStep;
import dev.huxley.program.MembraneCurrent;
import dev.huxley.program.Program;
import dev.huxley.program.Propagate;
import dev.huxley.program.PumpRate;
import dev.huxley.program.Stage;
import dev.huxley.program.StageVisitor;
import dev.huxley.program.SynapticCurrent;
import dev.huxley.program.UpdateStates;
import dev.huxley.program.UpdateSynapses;
import dev.huxley.program.Variable;
import dev.huxley.program.Variable.Kind;
import dev.huxley.program.WriteClamp;
import dev.huxley.tracing.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * Makes the program whose single step gives the vector field of a model: dx/dt of all states x at once, in the same
 * kinds of stages as a step, so every engine runs it.
 *
 * <p><b>Idea.</b> Mechanisms give their states after a time step dt, not their rates; the rate is the derivative of
 * these states by dt at dt = 0. A graph traced for a number dt contains dt in its constants only. So a model is lowered
 * for several small dt, the constants that differ are replaced by their value and slope at dt = 0, and forward mode
 * gives the rest. Constants proportional to dt, which nearly all are, are found exactly, others (such as a factor
 * exp(-dt / 5)) by a polynomial of fourth degree, to rounding. The voltage, and all else that flows along the cable,
 * moves by an explicit step over 1 ms in which nothing else has moved.
 *
 * <p>Jumps are not part of a vector field: where a mechanism resets the voltage or raises a flag, the rate is that of
 * the branch that is taken, without the jump.
 *
 * @param program for runs of one step; it has the variables of the model, then one per state that collects rates, which
 *     begin at 0
 * @param states the variables of the model's states
 * @param collected for every state the variable of its collected rate
 * @param flows for every state whether x after the step minus x before it is to be added to its rate
 * @param isPumped for every state whether x after the step is to be added to its rate
 */
public record VectorField(Program program, int[] states, int[] collected, boolean[] flows, boolean[] isPumped) {
    /** The largest of the time steps (ms) from which rates are found, and their number, each half of the one before. */
    private static final double LARGEST = 0x1p-9;

    private static final int TIME_STEPS = 5;
    /** A time step so small that no limit that depends on it matters. */
    private static final double VANISHING = 0x1p-40;

    private static final String TIME = "time step";
    private static final String COLLECTED = "collected ";

    /**
     * @param lowered lowers the model for forward Euler and a time step in ms
     * @throws UnsupportedOperationException if the model has clamps, or a mechanism depends on the time step otherwise
     *     than by numbers
     */
    public static VectorField of(DoubleFunction<Program> lowered) {
        Program base = lowered.apply(VANISHING);
        if (!base.clamps().isEmpty()) {
            throw new UnsupportedOperationException(
                    "the vector field of a model with clamps is not defined, because what is"
                            + " clamped does not follow it; delete the clamps (deleteClamps)");
        }
        for (int current : base.ionCurrentsOfSynapses()) {
            throw new UnsupportedOperationException("the vector field of a model in which mechanisms read the current '"
                    + base.variables().get(current).name() + "' of synapses is not defined: they see that of the step"
                    + " before");
        }
        List<Program> small = IntStream.range(0, TIME_STEPS)
                .mapToObj(i -> lowered.apply(Math.scalb(LARGEST, -i)))
                .toList();
        int[] states = IntStream.range(0, base.variables().size())
                .filter(i -> base.variables().get(i).kind() == Kind.STATE)
                .toArray();
        List<Variable> variables = new ArrayList<>(base.variables());
        int[] collectedBy = new int[base.variables().size()];
        int[] collected = new int[states.length];
        for (int i = 0; i < states.length; i++) {
            Variable state = base.variables().get(states[i]);
            collected[i] = variables.size();
            collectedBy[states[i]] = collected[i];
            variables.add(new Variable(COLLECTED + state.name(), Kind.STATE, state.domain(), state.rows()));
        }
        boolean[] flows = new boolean[states.length];
        boolean[] isPumped = new boolean[states.length];
        List<Stage> stages = new ArrayList<>();
        for (int number = 0; number < base.stages().size(); number++) {
            int at = number;
            List<Graph> graphs = small.stream()
                    .flatMap(program -> program.stages().get(at).evaluated().stream())
                    .toList();
            stages.add(base.stages().get(at).accept(new Rate(graphs, states, collectedBy, flows, isPumped)));
        }
        Program program = new Program(
                1, variables, stages, base.cable(), base.area(), base.stimulusCount(), List.of(), new int[0]);
        int[] recorded =
                IntStream.concat(IntStream.of(states), IntStream.of(collected)).toArray();
        return new VectorField(CarriedState.recording(program, recorded), states, collected, flows, isPumped);
    }

    /**
     * The stage of the vector field in place of a stage of the step, which it notes.
     *
     * @param graphs of the stage at the time steps
     * @param collectedBy for every state the variable of its collected rate
     */
    private record Rate(List<Graph> graphs, int[] states, int[] collectedBy, boolean[] flows, boolean[] isPumped)
            implements StageVisitor<Stage> {
        @Override
        public Stage visit(UpdateStates update) {
            return new UpdateStates(update.mechanism(), rates(update.name(), graphs), read(update), written(update));
        }

        @Override
        public Stage visit(UpdateSynapses update) {
            return new UpdateSynapses(update.synapse(), rates(update.name(), graphs), read(update), written(update));
        }

        @Override
        public Stage visit(LocalStep step) {
            isPumped[indexOf(states, step.variable())] = true;
            return pumping(step);
        }

        @Override
        public Stage visit(ExplicitStep step) {
            flows[indexOf(states, step.equation().variable())] = true;
            return step;
        }

        @Override
        public Stage visit(MembraneCurrent current) {
            return current;
        }

        @Override
        public Stage visit(PumpRate pump) {
            return pump;
        }

        @Override
        public Stage visit(SynapticCurrent current) {
            return current;
        }

        @Override
        public Stage visit(ImplicitStep step) {
            throw notOfForwardEuler(step);
        }

        @Override
        public Stage visit(Propagate step) {
            throw notOfForwardEuler(step);
        }

        @Override
        public Stage visit(WriteClamp clamp) {
            throw notOfForwardEuler(clamp);
        }

        private List<Binding> read(Stage update) {
            return withCollected(update.inputs(), update.outputs(), collectedBy);
        }

        private List<Binding> written(Stage update) {
            return collected(update.outputs(), collectedBy);
        }

        /** The error for a stage of another integrator; the caller lowers for forward Euler and refuses clamps. */
        private static IllegalArgumentException notOfForwardEuler(Stage stage) {
            return new IllegalArgumentException("the " + stage.name() + " is not a stage of a forward Euler step");
        }
    }

    /** Replaces the step of an ion by the rate at which pumps change its concentration. */
    private static LocalStep pumping(LocalStep step) {
        Graph graph = Tracer.trace(
                "rate of pumps",
                List.of(LocalStep.VALUE, LocalStep.SLOPE, LocalStep.CONSTANT),
                arrays -> Map.of(
                        LocalStep.VALUE,
                        arrays.get(LocalStep.CONSTANT)
                                .sub(arrays.get(LocalStep.SLOPE).mul(arrays.get(LocalStep.VALUE)))));
        return new LocalStep("pumping of " + step.variable(), step.variable(), graph, step.inputs());
    }

    private static int indexOf(int[] states, int variable) {
        return IntStream.range(0, states.length)
                .filter(i -> states[i] == variable)
                .findFirst()
                .orElseThrow();
    }

    private static List<Binding> withCollected(List<Binding> inputs, List<Binding> outputs, int[] collectedBy) {
        List<Binding> all = new ArrayList<>(inputs);
        all.addAll(collected(outputs, collectedBy));
        return all;
    }

    private static List<Binding> collected(List<Binding> outputs, int[] collectedBy) {
        return outputs.stream()
                .map(output ->
                        new Binding(COLLECTED + output.name(), collectedBy[output.variable()], output.positions()))
                .toList();
    }

    // ---- rates ----

    /** For every output the collected value, and the derivative of the output by the time step at 0. */
    private static Graph rates(String what, List<Graph> graphs) {
        Graph moving = ForwardMode.of(inTime(what, graphs), List.of(TIME));
        GraphBuilder builder = new GraphBuilder();
        int[] nodes =
                builder.copy(moving, Map.of(TIME, builder.constant(0), ForwardMode.tangent(TIME), builder.constant(1)));
        for (String output : graphs.get(0).outputs().keySet()) {
            int rate = nodes[moving.outputs().get(ForwardMode.tangent(output))];
            int before = builder.input(COLLECTED + output);
            builder.output(COLLECTED + output, builder.apply(Operation.ADD, before, rate));
        }
        return builder.build();
    }

    /** The graph with the time step as an input; value and slope are right at 0. */
    private static Graph inTime(String what, List<Graph> graphs) {
        Graph first = graphs.get(0);
        graphs.forEach(other -> requireSameForm(what, first, other));
        GraphBuilder builder = GraphBuilder.literal();
        first.inputs().forEach(builder::input);
        int time = builder.input(TIME);
        int[] here = new int[first.nodes().size()];
        for (Graph.Node node : first.nodes()) {
            int index = node.index();
            here[index] = switch (node.operation()) {
                case INPUT -> builder.input(node.name());
                case CONSTANT -> constant(
                        builder,
                        time,
                        graphs.stream()
                                .mapToDouble(graph -> graph.nodes().get(index).constant())
                                .toArray());
                    // A surrogate derivative is not a derivative in time.
                case STOP_GRADIENT -> here[node.argument(0)];
                default -> {
                    int[] arguments = node.arguments();
                    for (int k = 0; k < arguments.length; k++) {
                        arguments[k] = here[arguments[k]];
                    }
                    yield builder.apply(node.operation(), arguments);
                }
            };
        }
        first.outputs().forEach((name, index) -> builder.output(name, here[index]));
        return builder.build();
    }

    /** A constant as value + slope * time, from its values at the time steps. */
    private static int constant(GraphBuilder builder, int time, double[] values) {
        if (isScaled(values, 1)) {
            return builder.constant(values[0]);
        }
        double value = 0;
        double slope = values[0] / LARGEST;
        if (!isScaled(values, 2)) {
            // Romberg's scheme, for the value and for the difference quotients from it.
            value = extrapolated(values);
            double[] quotients = new double[values.length - 1];
            for (int i = 0; i < quotients.length; i++) {
                quotients[i] = (values[i] - values[i + 1]) / Math.scalb(LARGEST, -i - 1);
            }
            slope = extrapolated(quotients);
        }
        int moved = builder.apply(Operation.MUL, builder.constant(slope), time);
        return builder.apply(Operation.ADD, builder.constant(value), moved);
    }

    /** Tells whether every value is exactly this many times the next one. */
    private static boolean isScaled(double[] values, double factor) {
        return IntStream.range(1, values.length).allMatch(i -> values[i] * factor == values[i - 1]);
    }

    /** The limit of values at step sizes that are halved each time, whose error is a power series in the step size. */
    private static double extrapolated(double[] values) {
        double[] row = values.clone();
        for (int order = 1; order < row.length; order++) {
            double factor = Math.scalb(1.0, order);
            for (int i = 0; i < row.length - order; i++) {
                row[i] = row[i + 1] + (row[i + 1] - row[i]) / (factor - 1);
            }
        }
        return row[0];
    }

    private static void requireSameForm(String what, Graph one, Graph other) {
        boolean isSame = one.nodes().size() == other.nodes().size()
                && one.outputs().equals(other.outputs())
                && IntStream.range(0, one.nodes().size()).allMatch(i -> {
                    Graph.Node a = one.nodes().get(i);
                    Graph.Node b = other.nodes().get(i);
                    return a.equals(new Graph.Node(b.index(), b.operation(), b.arguments(), a.constant(), b.name()));
                });
        if (!isSame) {
            throw new UnsupportedOperationException(
                    "the " + what + " has another form for another time step, so the rates"
                            + " of its states are not known; write it without branches in Java on the time step");
        }
    }
}
