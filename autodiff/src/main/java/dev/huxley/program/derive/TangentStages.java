package dev.huxley.program.derive;

import dev.huxley.graph.Graph;
import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.differentiate.ForwardMode;
import dev.huxley.program.Binding;
import dev.huxley.program.CableEquation;
import dev.huxley.program.ExplicitStep;
import dev.huxley.program.ImplicitStep;
import dev.huxley.program.LocalStep;
import dev.huxley.program.MembraneCurrent;
import dev.huxley.program.Program;
import dev.huxley.program.Program.ClampSlot;
import dev.huxley.program.Propagate;
import dev.huxley.program.PumpRate;
import dev.huxley.program.Stage;
import dev.huxley.program.StageVisitor;
import dev.huxley.program.SynapticCurrent;
import dev.huxley.program.UpdateStates;
import dev.huxley.program.UpdateSynapses;
import dev.huxley.program.WriteClamp;
import dev.huxley.program.derive.TangentTerms.Terms;
import dev.huxley.program.derive.Tangents.ClampOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The stages that {@link Tangents} puts in place of one of the original's, and the clamps of the tangents. */
final class TangentStages implements StageVisitor<List<Stage>> {
    private final Program original;
    private final TangentVariables variables;
    private final Map<Integer, TermUse> uses;
    private final TangentTerms terms;
    private final List<ClampSlot> clamps = new ArrayList<>();
    /** For every clamp of the tangents the origin of its samples. */
    private final List<ClampOrigin> clampOrigins = new ArrayList<>();

    /**
     * @param uses the uses of the original's linear terms, by their variables
     */
    TangentStages(Program original, TangentVariables variables, Map<Integer, TermUse> uses) {
        this.original = original;
        this.variables = variables;
        this.uses = uses;
        terms = new TangentTerms(variables, uses);
    }

    /** The clamps of the stages made so far. */
    List<ClampSlot> clamps() {
        return clamps;
    }

    /** For every clamp the origin of its samples. */
    List<ClampOrigin> clampOrigins() {
        return clampOrigins;
    }

    @Override
    public List<Stage> visit(UpdateStates update) {
        Graph graph = ForwardMode.of(update.graph(), variables.namesOfMoving(update.inputs()));
        List<Binding> inputs = variables.inputs(update.inputs(), false);
        List<Binding> outputs = variables.outputs(update.outputs());
        return List.of(new UpdateStates(update.mechanism(), withSeen(graph, update.outputs()), inputs, outputs));
    }

    @Override
    public List<Stage> visit(UpdateSynapses update) {
        Graph graph = ForwardMode.of(update.graph(), variables.namesOfMoving(update.inputs()));
        List<Binding> outputs = variables.outputs(update.outputs());
        return List.of(new UpdateSynapses(update.synapse(), graph, variables.inputs(update.inputs(), true), outputs));
    }

    @Override
    public List<Stage> visit(MembraneCurrent current) {
        Graph exact = current.withExactSlope();
        Terms own = terms.of(exact, current.inputs(), Program.VOLTAGE, current.rows());
        int tangent = variables.tangentOfCurrent(current.current());
        List<Stage> stages = new ArrayList<>();
        stages.add(new MembraneCurrent(current.mechanism(), own.graph(), own.inputs(), current.rows(), tangent));
        if (current.current() >= 0 && variables.isReadInStep(current.current())) {
            stages.add(new MembraneCurrent(
                    current.mechanism(),
                    TangentTerms.withoutTerms(current.graph()),
                    variables.inputs(current.inputs(), true),
                    current.rows(),
                    variables.now(current.current())));
        }
        return stages;
    }

    @Override
    public List<Stage> visit(PumpRate pump) {
        Graph exact = pump.withExactSlope();
        Terms own = terms.of(exact, pump.inputs(), pump.ion(), pump.rows());
        int rate = variables.tangentOfCurrent(pump.rate());
        int ion = variables.tangent(pump.ion());
        return List.of(new PumpRate(pump.pump(), own.graph(), own.inputs(), pump.rows(), ion, rate));
    }

    @Override
    public List<Stage> visit(SynapticCurrent current) {
        Terms own = terms.of(current.graph(), current.inputs(), Program.VOLTAGE, current.compartments());
        return List.of(new SynapticCurrent(
                current.synapse(), own.graph(), own.inputs(), current.edges(), current.compartments(), -1));
    }

    /** The step is linear in the moving variables; currents of clamps, which are not states, have no tangent. */
    @Override
    public List<Stage> visit(LocalStep step) {
        if (!step.advances()) {
            return List.of();
        }
        List<Binding> inputs = new ArrayList<>();
        for (Binding input : step.inputs()) {
            boolean isValue = input.name().equals(LocalStep.VALUE);
            int variable = isValue ? variables.tangent(input.variable()) : variables.before(input.variable());
            inputs.add(new Binding(input.name(), variable, input.positions()));
        }
        Graph graph = LinearStep.withoutInjection(step.graph());
        return List.of(new LocalStep(step.what(), variables.tangent(step.variable()), graph, inputs));
    }

    @Override
    public List<Stage> visit(ImplicitStep step) {
        return List.of(new ImplicitStep(equation(step.equation()), step.part()));
    }

    @Override
    public List<Stage> visit(ExplicitStep step) {
        return List.of(new ExplicitStep(equation(step.equation())));
    }

    @Override
    public List<Stage> visit(Propagate step) {
        return List.of(new Propagate(equation(step.equation())));
    }

    /** Clamps write values over those that the updates have left, and hold the tangents, and their copies, at 0. */
    @Override
    public List<Stage> visit(WriteClamp clamp) {
        int variable = clamp.variable();
        List<Stage> stages = new ArrayList<>();
        stages.add(clamped(clamp, variables.seenValue(variable), true));
        stages.add(clamped(clamp, variables.tangent(variable), false));
        if (uses.containsKey(variable)) {
            stages.add(clamped(clamp, variables.seen(variable), false));
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
            ClampSlot slot = original.clamps().get(clamp);
            ClampSlot own = new ClampSlot(variable, slot.lanes(), slot.hasResistance());
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

    /** Adds the copies of tangents that currents read. */
    private Graph withSeen(Graph graph, List<Binding> written) {
        GraphBuilder builder = new GraphBuilder();
        int[] nodes = builder.copy(graph, Map.of());
        graph.outputs().forEach((name, index) -> builder.output(name, nodes[index]));
        for (Binding output : written) {
            if (uses.containsKey(output.variable())) {
                String tangent = ForwardMode.tangent(output.name());
                builder.output(
                        TangentVariables.seenName(tangent),
                        nodes[graph.outputs().get(tangent)]);
            }
        }
        return builder.build();
    }
}
