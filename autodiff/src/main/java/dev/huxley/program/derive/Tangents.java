package dev.huxley.program.derive;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import dev.huxley.graph.differentiate.ExactSlope;
import dev.huxley.graph.differentiate.ForwardMode;
import dev.huxley.program.Binding;
import dev.huxley.program.CableEquation;
import dev.huxley.program.CarriedState;
import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import dev.huxley.program.Stage.ExplicitStep;
import dev.huxley.program.Stage.ImplicitStep;
import dev.huxley.program.Stage.LocalStep;
import dev.huxley.program.Stage.MembraneCurrent;
import dev.huxley.program.Stage.Propagate;
import dev.huxley.program.Stage.PumpRate;
import dev.huxley.program.Stage.SynapticCurrent;
import dev.huxley.program.Stage.UpdateStates;
import dev.huxley.program.Stage.UpdateSynapses;
import dev.huxley.program.Stage.WriteClamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the program whose single step is the derivative of another program's step in a direction: the Jacobian-vector
 * product, by forward mode, in the same kinds of stages, so every engine runs it.
 *
 * <p><b>Idea.</b> Every variable that changes in time gets a tangent, and the tangent of the voltage takes the voltage's
 * place as what flows along the cable. Graphs are replaced by their forward mode. What remains are the steps that use the
 * sums of linear terms. All of them are linear in x and in the sum of constants b once the sum of slopes a is given:
 * x' = S(a) x + T(a) b. So the tangent is
 *
 * <pre>dx' = S(a) dx + T(a) (db - da M),    M = -(dx'/da) / (dx'/db)</pre>
 *
 * the same step of the tangents, with the same slopes and the constants {@code db - da M}. The <em>point</em> M is where the
 * slope acts: for an explicit step x before it, for an implicit one the solution (over its part of the time step), for an
 * exponential one a value in between. It is an argument of the program, because only the whole step of the original tells
 * it: {@link #pointProgram()} gives the values to make it of.
 *
 * <p>Cost: about three steps. The voltage has a copy of its tangent that only currents read, since engines take a slope by
 * what a term's stage advances for exact where a current is linear in it.
 */
public final class Tangents {
    private static final String BEFORE = "before";
    private static final String SOLVED = "point";

    /** The content of the array of a variable of the program. */
    public enum Source {
        /** The values of a variable of the original before the step. */
        BEFORE,
        /** The direction: the tangent of a variable of the original before the step. */
        DIRECTION,
        /** The values that the point program records of a variable of the original. */
        POINT
    }

    /**
     * The origin of a variable's array.
     *
     * @param variable of the original
     */
    public record Origin(Source source, int variable) {}

    /**
     * The origin of the samples of a clamp of the program.
     *
     * @param clamp of the original
     * @param isValue whether they are those of the original; else they are 0, or NaN where those of the original are
     */
    public record ClampOrigin(int clamp, boolean isValue) {}

    private final Program original;
    /** The stage of the original that uses the terms of a variable. */
    private final Map<Integer, Stage> consumers = new LinkedHashMap<>();

    private final TangentVariables variables;
    private final List<Program.ClampSlot> clamps = new ArrayList<>();
    /** For every clamp of the program where its samples come from. */
    private final List<ClampOrigin> clampOrigins = new ArrayList<>();

    private final Program program;

    private Tangents(Program original) {
        this.original = original;
        findConsumers();
        variables = new TangentVariables(original, consumers.keySet());
        int voltage = variables.tangent(Program.VOLTAGE);
        assert voltage == Program.VOLTAGE;
        List<Stage> stages = new ArrayList<>();
        original.stages().forEach(stage -> stages.addAll(differentiated(stage)));
        int area = variables.before(original.area());
        int[] carried = Arrays.stream(CarriedState.carried(original))
                .map(variables::tangent)
                .toArray();
        Program bare = new Program(
                original.timeStep(), variables.all(), stages, original.cable(), area, 0, clamps, new int[0]);
        program = CarriedState.recording(bare, carried);
    }

    /**
     * @param original a program that {@link CarriedState#of} made
     * @throws UnsupportedOperationException if the program has a step of a form that is not known to be linear
     */
    public static Tangents of(Program original) {
        return new Tangents(original);
    }

    /** The program of the tangents, for runs of one step; it records the tangents of what is {@link CarriedState#carried}. */
    public Program program() {
        return program;
    }

    /** The origin of the array of a variable of the program. */
    public Origin origin(int variable) {
        return variables.origins().get(variable);
    }

    /** The origin of the samples of a clamp of the program. */
    public ClampOrigin clampOrigin(int clamp) {
        return clampOrigins.get(clamp);
    }

    /** The variables of the original whose points the program takes, in the order in which the point program records them. */
    public int[] points() {
        return variables.origins().stream()
                .filter(origin -> origin != null && origin.source() == Source.POINT)
                .mapToInt(Origin::variable)
                .toArray();
    }

    /** Tells whether the points are the variables' values after the original's step, which need no point program. */
    public boolean pointsAreSolutions() {
        if (points().length == 0) {
            return true;
        }
        return consumers.values().stream().noneMatch(LocalStep.class::isInstance);
    }

    /** A program with the arguments of the original whose step gives the {@link #points}. */
    public Program pointProgram() {
        List<Stage> stages = new ArrayList<>();
        Set<Integer> done = new HashSet<>();
        for (Stage stage : original.stages()) {
            if (stage instanceof LocalStep step && consumers.get(step.variable()) == stage) {
                stages.add(new LocalStep(step.what(), step.variable(), LinearStep.point(step), step.inputs()));
                done.add(step.variable());
            } else if (stage instanceof WriteClamp clamp) {
                if (!done.contains(clamp.variable())) {
                    stages.add(stage);
                }
            } else if (!(stage instanceof Propagate step)
                    || !done.contains(step.equation().variable())) {
                stages.add(stage);
            }
        }
        Program changed = new Program(
                original.timeStep(),
                original.variables(),
                stages,
                original.cable(),
                original.area(),
                original.stimulusCount(),
                original.clamps(),
                new int[0]);
        return CarriedState.recording(changed, points());
    }

    // ---- stages ----

    private void findConsumers() {
        Set<Integer> withTerms = new HashSet<>();
        original.stages().forEach(stage -> withTerms.add(stage.addsTermsTo()));
        for (Stage stage : original.stages()) {
            int variable = -1;
            if (stage instanceof LocalStep step && step.advances()) {
                LinearStep.requireLinear(step, original);
                variable = LinearStep.usesTerms(step) ? step.variable() : -1;
            } else if (stage instanceof ImplicitStep step) {
                variable = step.equation().variable();
            } else if (stage instanceof ExplicitStep step) {
                variable = step.equation().variable();
            }
            if (variable >= 0 && withTerms.contains(variable) && consumers.put(variable, stage) != null) {
                throw new UnsupportedOperationException("the linear terms of '"
                        + original.variables().get(variable).name()
                        + "' are used twice in a step, the second time in '" + stage.name()
                        + "'; the derivative of such a step is not known");
            }
        }
    }

    private List<Stage> differentiated(Stage stage) {
        if (stage instanceof UpdateStates update) {
            Graph graph = ForwardMode.of(update.graph(), variables.namesOfMoving(update.inputs()));
            List<Binding> inputs = variables.inputs(update.inputs(), false);
            List<Binding> outputs = variables.outputs(update.outputs());
            return List.of(new UpdateStates(update.mechanism(), withSeen(graph, update.outputs()), inputs, outputs));
        }
        if (stage instanceof UpdateSynapses update) {
            Graph graph = ForwardMode.of(update.graph(), variables.namesOfMoving(update.inputs()));
            List<Binding> outputs = variables.outputs(update.outputs());
            return List.of(
                    new UpdateSynapses(update.synapse(), graph, variables.inputs(update.inputs(), true), outputs));
        }
        if (stage instanceof MembraneCurrent current) {
            Graph exact = exactSlope(current.graph(), current.inputs(), Program.VOLTAGE);
            Terms terms = terms(exact, current.inputs(), Program.VOLTAGE, current.rows());
            int tangent = variables.tangentOfCurrent(current.current());
            List<Stage> stages = new ArrayList<>();
            stages.add(new MembraneCurrent(current.mechanism(), terms.graph, terms.inputs, current.rows(), tangent));
            if (current.current() >= 0 && variables.isReadInStep(current.current())) {
                stages.add(new MembraneCurrent(
                        current.mechanism(),
                        withoutTerms(current.graph()),
                        variables.inputs(current.inputs(), true),
                        current.rows(),
                        variables.now(current.current())));
            }
            return stages;
        }
        if (stage instanceof PumpRate pump) {
            Graph exact = exactSlope(pump.graph(), pump.inputs(), pump.ion());
            Terms terms = terms(exact, pump.inputs(), pump.ion(), pump.rows());
            int rate = variables.tangentOfCurrent(pump.rate());
            return List.of(new PumpRate(
                    pump.pump(), terms.graph, terms.inputs, pump.rows(), variables.tangent(pump.ion()), rate));
        }
        if (stage instanceof SynapticCurrent current) {
            Terms terms = terms(current.graph(), current.inputs(), Program.VOLTAGE, current.compartments());
            return List.of(new SynapticCurrent(
                    current.synapse(), terms.graph, terms.inputs, current.edges(), current.compartments(), -1));
        }
        if (stage instanceof LocalStep step && !step.advances()) {
            // Of clamps' currents, which are none of the states.
            return List.of();
        }
        return stage instanceof WriteClamp clamp ? clamped(clamp) : List.of(advanced(stage));
    }

    /** Clamps give values to what the updates have left, and hold its tangents, and the copies of these, at 0. */
    private List<Stage> clamped(WriteClamp stage) {
        int variable = stage.variable();
        List<Stage> stages = new ArrayList<>();
        stages.add(clamped(stage, variables.seenValue(variable), true));
        stages.add(clamped(stage, variables.tangent(variable), false));
        if (consumers.containsKey(variable)) {
            stages.add(clamped(stage, variables.seen(variable), false));
        }
        return stages;
    }

    private Stage clamped(WriteClamp stage, int variable, boolean isValue) {
        String name = variables.all().get(variable).name();
        return new WriteClamp(name, variable, clampsOf(variable, stage.clamps(), isValue));
    }

    /** Clamps of a variable of the program after those of the original; the same ones if asked for again. */
    private List<Integer> clampsOf(int variable, List<Integer> ofOriginal, boolean isValue) {
        List<Integer> numbers = new ArrayList<>();
        for (int clamp : ofOriginal) {
            Program.ClampSlot slot = original.clamps().get(clamp);
            Program.ClampSlot own = new Program.ClampSlot(variable, slot.lanes(), slot.hasResistance());
            ClampOrigin origin = new ClampOrigin(clamp, isValue);
            int known = 0;
            while (known < clamps.size()
                    && !(clamps.get(known).equals(own)
                            && clampOrigins.get(known).equals(origin))) {
                known++;
            }
            if (known == clamps.size()) {
                clamps.add(own);
                clampOrigins.add(origin);
            }
            numbers.add(known);
        }
        return numbers;
    }

    /** A step that is linear in what moves, of the tangents. */
    private Stage advanced(Stage stage) {
        if (stage instanceof LocalStep step) {
            List<Binding> inputs = new ArrayList<>();
            for (Binding input : step.inputs()) {
                boolean isValue = input.name().equals(LocalStep.VALUE);
                int variable = isValue ? variables.tangent(input.variable()) : variables.before(input.variable());
                inputs.add(new Binding(input.name(), variable, input.positions()));
            }
            return new LocalStep(
                    step.what(), variables.tangent(step.variable()), LinearStep.withoutInjection(step.graph()), inputs);
        }
        if (stage instanceof ImplicitStep step) {
            return new ImplicitStep(equation(step.equation()), step.part());
        }
        if (stage instanceof ExplicitStep step) {
            return new ExplicitStep(equation(step.equation()));
        }
        if (stage instanceof Propagate step) {
            return new Propagate(equation(step.equation()));
        }
        throw new UnsupportedOperationException("the derivative of '" + stage.name() + "' is not known");
    }

    private CableEquation equation(CableEquation of) {
        int capacity = of.specificCapacity() < 0 ? -1 : variables.before(of.specificCapacity());
        return new CableEquation(
                ForwardMode.tangent(of.quantity()),
                variables.tangent(of.variable()),
                variables.before(of.size()),
                capacity,
                of.unit(),
                of.hasTerms(),
                false,
                clampsOf(variables.tangent(of.variable()), of.clamps(), false),
                -1,
                -1,
                -1);
    }

    // ---- graphs ----

    private record Terms(Graph graph, List<Binding> inputs) {}

    /** Linear terms of the tangents: the slope a, the constant {@code db - da M} and the tangent of the current. */
    private Terms terms(Graph linearized, List<Binding> bindings, int variable, int[] places) {
        Graph forward = ForwardMode.of(linearized, variables.namesOfMoving(bindings));
        List<Binding> inputs = variables.inputs(bindings, true);
        GraphBuilder builder = new GraphBuilder();
        int[] nodes = builder.copy(forward, Map.of());
        int change = nodes[forward.outputs().get(ForwardMode.tangent(MembraneCurrent.CONSTANT))];
        if (!isZero(forward, ForwardMode.tangent(MembraneCurrent.SLOPE))) {
            int slopeChange = nodes[forward.outputs().get(ForwardMode.tangent(MembraneCurrent.SLOPE))];
            int acting = builder.apply(Operation.MUL, slopeChange, point(builder, variable, places, inputs));
            change = builder.apply(Operation.SUB, change, acting);
        }
        builder.output(MembraneCurrent.SLOPE, nodes[forward.outputs().get(MembraneCurrent.SLOPE)]);
        builder.output(MembraneCurrent.CONSTANT, change);
        builder.output(
                MembraneCurrent.CURRENT, nodes[forward.outputs().get(ForwardMode.tangent(MembraneCurrent.CURRENT))]);
        return new Terms(builder.build(), inputs);
    }

    /** The node of the value at which the slope of a variable acts; adds what it reads to the inputs. */
    private int point(GraphBuilder builder, int variable, int[] places, List<Binding> inputs) {
        Stage consumer = consumers.get(variable);
        int before = -1;
        if (consumer instanceof ExplicitStep || (consumer instanceof ImplicitStep step && step.part() < 1)) {
            inputs.add(variables.binding(BEFORE, variables.seenValue(variable), places));
            before = builder.input(BEFORE);
        }
        if (consumer instanceof ExplicitStep) {
            return before;
        }
        inputs.add(variables.binding(SOLVED, variables.point(variable), places));
        int point = builder.input(SOLVED);
        if (before < 0) {
            return point;
        }
        int part = builder.constant(((ImplicitStep) consumer).part());
        int moved = builder.apply(Operation.MUL, part, builder.apply(Operation.SUB, point, before));
        return builder.apply(Operation.ADD, before, moved);
    }

    private static Graph exactSlope(Graph graph, List<Binding> bindings, int variable) {
        for (Binding input : bindings) {
            if (input.variable() == variable) {
                return ExactSlope.find(
                        graph, input.name(), MembraneCurrent.CURRENT, MembraneCurrent.SLOPE, MembraneCurrent.CONSTANT);
            }
        }
        return graph;
    }

    private static Graph withoutTerms(Graph graph) {
        GraphBuilder builder = new GraphBuilder();
        int[] nodes = builder.copy(graph, Map.of());
        builder.output(MembraneCurrent.SLOPE, builder.constant(0));
        builder.output(MembraneCurrent.CONSTANT, builder.constant(0));
        builder.output(MembraneCurrent.CURRENT, nodes[graph.outputs().get(MembraneCurrent.CURRENT)]);
        return builder.build();
    }

    /** Adds the copies of tangents that currents read. */
    private Graph withSeen(Graph graph, List<Binding> written) {
        GraphBuilder builder = new GraphBuilder();
        int[] nodes = builder.copy(graph, Map.of());
        graph.outputs().forEach((name, index) -> builder.output(name, nodes[index]));
        for (Binding output : written) {
            if (consumers.containsKey(output.variable())) {
                String tangent = ForwardMode.tangent(output.name());
                builder.output(
                        TangentVariables.seenName(tangent),
                        nodes[graph.outputs().get(tangent)]);
            }
        }
        return builder.build();
    }

    private static boolean isZero(Graph graph, String output) {
        Graph.Node node = graph.nodes().get(graph.outputs().get(output));
        return node.operation() == Operation.CONSTANT && node.constant() == 0;
    }
}
