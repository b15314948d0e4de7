package dev.huxley.engine.llvm.plan;

import dev.huxley.graph.Graph;
import dev.huxley.graph.optimize.Algebra;
import dev.huxley.graph.optimize.Hoisting;
import dev.huxley.graph.optimize.Reciprocals;
import dev.huxley.graph.optimize.Renaming;
import dev.huxley.model.Domain;
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
import dev.huxley.program.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The stages of a program as loops over classes of compartments: for each class one expression that holds the updates
 * of all its mechanisms, their currents and what they contribute to the tree's system. Intermediate results stay in
 * registers, what mechanisms have in common is computed once, and the adjoint is that of the whole expression.
 *
 * <p>With synapses there is one loop per type more, which adds linear terms to sums over compartments; the loops over
 * compartments take them. If synapses read what mechanisms change before it is the synapses' turn (a gate, a current, a
 * voltage that is reset), they stand in the middle of a step: the loops over compartments are parted, and those before
 * the synapses leave their linear terms for those after them. Else the synapses stand first.
 *
 * <p>Runs without a tape may go another way through the synapses, see {@link PresynapticSplit}.
 *
 * <p>What depends on parameters only is moved to loops of its own, which run once before the time loop.
 */
public final class FusedLoopPlan {
    private final Program program;
    private final EliminationOrder order;
    private final RowClasses classes;
    private final List<CableSystem> systems;
    private final boolean isParted;
    private final List<FusedLoop> prepare = new ArrayList<>();
    private final List<FusedLoop> start = new ArrayList<>();
    private final List<FusedLoop> step = new ArrayList<>();
    /** The splits of loops of a step over synapses, by their numbers there. */
    private final Map<Integer, PresynapticSplit> splits = new LinkedHashMap<>();
    /** Loops that run once, when the parameters are there, for the splits. */
    private final List<FusedLoop> splitPrepare = new ArrayList<>();
    /** The class of every prepared value, by name. */
    private final Map<String, Integer> prepared = new LinkedHashMap<>();
    /** The variables that every prepared value is made of. */
    private final Map<String, List<String>> sources = new LinkedHashMap<>();

    public FusedLoopPlan(Program program) {
        this.program = program;
        order = new EliminationOrder(program.cable());
        classes = new RowClasses(program, order.breadthFirst());
        systems = CableSystem.all(program);
        isParted = hasSynapses() && synapsesReadWhatMechanismsChange();
        program.stages().forEach(FusedLoopPlan::requireKnown);
        for (int number = 0; number < classes.ofCompartments(); number++) {
            Graph currents = currentsAtStart(number);
            if (!currents.outputs().isEmpty()) {
                start.add(new FusedLoop(number, currents));
            }
            if (isParted()) {
                hoistCompartments(number, beforeSynapses(number));
            }
        }
        for (int number = classes.ofCompartments(); number < classes.size(); number++) {
            FusedLoop currents = synapsesAtStart(number);
            if (!currents.graph().outputs().isEmpty()) {
                start.add(currents);
            }
            FusedLoop synapses = synapses(number);
            step.add(hoisted(synapses, prepare));
            PresynapticSplit split = PresynapticSplit.of(program, classes, synapses);
            if (split != null) {
                splitPrepare.addAll(split.copies());
                splits.put(step.size() - 1, split.withSynapses(hoisted(split.synapses(), splitPrepare)));
            }
        }
        for (int number = 0; number < classes.ofCompartments(); number++) {
            hoistCompartments(number, isParted() ? afterSynapses(number) : step(number));
        }
    }

    Program program() {
        return program;
    }

    /** The order in which the tree is eliminated. */
    EliminationOrder order() {
        return order;
    }

    RowClasses classes() {
        return classes;
    }

    /** The systems of the steps along the cable. */
    public List<CableSystem> systems() {
        return systems;
    }

    /** Returns true if the loops over compartments are parted in two, before and after the synapses. */
    boolean isParted() {
        return isParted;
    }

    /** Returns true if synapses read something that mechanisms or their currents change before the synapses' turn. */
    private boolean synapsesReadWhatMechanismsChange() {
        Set<Integer> changed = new TreeSet<>();
        Set<Integer> read = new TreeSet<>();
        for (Stage stage : program.stages()) {
            if (stage instanceof UpdateStates update) {
                update.outputs().forEach(output -> changed.add(output.variable()));
            } else if (stage instanceof MembraneCurrent current) {
                changed.add(current.current());
            } else if (stage instanceof PumpRate pump) {
                changed.add(pump.rate());
            } else if (stage instanceof WriteClamp clamp) {
                if (program.variables().get(clamp.variable()).domain() == Domain.NODES) {
                    changed.add(clamp.variable());
                }
            } else if (stage instanceof UpdateSynapses update) {
                update.inputs().forEach(input -> read.add(input.variable()));
            } else if (stage instanceof SynapticCurrent current) {
                current.inputs().forEach(input -> read.add(input.variable()));
            }
        }
        return read.stream().anyMatch(changed::contains);
    }

    /** Returns true if there are synapses. */
    public boolean hasSynapses() {
        return classes.size() > classes.ofCompartments();
    }

    /** The variables with linear terms of a class of compartments. */
    Set<Integer> termsOf(int number) {
        Set<Integer> variables = new TreeSet<>();
        stages(MembraneCurrent.class, number).forEach(current -> variables.add(current.addsTermsTo()));
        stages(PumpRate.class, number).forEach(pump -> variables.add(pump.addsTermsTo()));
        return variables;
    }

    /** The clamps of what does not flow along the cable, one stage per variable. */
    public List<WriteClamp> stateClamps() {
        return program.stages().stream()
                .filter(WriteClamp.class::isInstance)
                .map(WriteClamp.class::cast)
                .distinct()
                .toList();
    }

    /** Returns true if a loop of a step reads {@link FusedLoop#INJECTED}. */
    public boolean readsInjected() {
        return program.stages().stream()
                .anyMatch(stage ->
                        stage instanceof LocalStep step && step.graph().inputs().contains(LocalStep.INJECTED));
    }

    /** Loops that run once, when the parameters are there: they compute the prepared values. */
    public List<FusedLoop> prepare() {
        return prepare;
    }

    /** Loops before the first step: the membrane currents that somebody reads, at the initial states. */
    public List<FusedLoop> start() {
        return start;
    }

    /** Loops of a step before its solve. */
    public List<FusedLoop> step() {
        return step;
    }

    /** The number of loops, of those of the start or of a step, that come before those of synapses. */
    public int beforeSynapses(List<FusedLoop> loops) {
        for (int i = 0; i < loops.size(); i++) {
            if (loops.get(i).rowClass() >= classes.ofCompartments()) {
                return i;
            }
        }
        return loops.size();
    }

    /** The splits of loops of {@link #step}, by their numbers there: another way that a forward kernel may go. */
    public Map<Integer, PresynapticSplit> splits() {
        return splits;
    }

    /** Loops for the splits that run once, when the prepared values are there. */
    public List<FusedLoop> splitPrepare() {
        return splitPrepare;
    }

    /** The class of every prepared value, by name. */
    Map<String, Integer> prepared() {
        return prepared;
    }

    /** Returns true if the wanted derivatives need that by an array that does not change in time. */
    public boolean isWanted(String name, GradientMask wanted) {
        if (sources.containsKey(name)) {
            return sources.get(name).stream().anyMatch(source -> isWanted(source, wanted));
        }
        int variable = program.variable(name);
        return variable >= 0 && wanted.parameters().contains(variable);
    }

    private void hoistCompartments(int number, Graph graph) {
        if (!graph.outputs().isEmpty()) {
            step.add(hoisted(new FusedLoop(number, Algebra.optimize(graph)), prepare));
        }
    }

    /** Divides a loop of a step into what runs once, added to the given loops, and the rest. */
    private FusedLoop hoisted(FusedLoop whole, List<FusedLoop> prepareLoops) {
        int number = whole.rowClass();
        Predicate<String> isConstant = name -> !FusedLoop.changesInTime(program, whole.array(name));
        Hoisting hoisting = Hoisting.split(Reciprocals.ofConstants(whole.graph(), isConstant), isConstant);
        int first = prepared.size();
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < hoisting.values(); i++) {
            names.put(Hoisting.prepared(i), FusedLoop.prepared(number, first + i));
        }
        UnaryOperator<String> renamed = name -> names.getOrDefault(name, name);
        if (!names.isEmpty()) {
            Graph before = Renaming.rename(hoisting.prepared(), UnaryOperator.identity(), names);
            prepareLoops.add(new FusedLoop(number, before, whole.reaches()));
            names.values().forEach(name -> {
                prepared.put(name, number);
                Graph alone = Renaming.rename(before, UnaryOperator.identity(), Map.of(name, name));
                sources.put(
                        name, TapedLoop.used(alone).stream().map(whole::array).toList());
            });
        }
        Map<String, String> outputs = new LinkedHashMap<>();
        whole.graph().outputs().keySet().forEach(name -> outputs.put(name, name));
        return new FusedLoop(number, Renaming.rename(hoisting.remaining(), renamed, outputs), whole.reaches());
    }

    private Graph currentsAtStart(int number) {
        StepExpression expression = new StepExpression(program);
        stages(MembraneCurrent.class, number).stream()
                .filter(current -> isComputedAtStart(current.current()))
                .forEach(expression::current);
        stages(PumpRate.class, number).stream()
                .filter(pump -> isComputedAtStart(pump.rate()))
                .forEach(expression::rate);
        return expression.build();
    }

    private boolean isComputedAtStart(int current) {
        return current >= 0 && !program.variables().get(current).isArgument();
    }

    private Graph step(int number) {
        StepExpression expression = new StepExpression(program);
        mechanisms(expression, number);
        if (hasSynapses()) {
            expression.takeSynapticSums();
        }
        advance(expression, number);
        return expression.build();
    }

    private Graph beforeSynapses(int number) {
        StepExpression expression = new StepExpression(program);
        mechanisms(expression, number);
        expression.leaveTerms();
        return expression.build();
    }

    private Graph afterSynapses(int number) {
        StepExpression expression = new StepExpression(program);
        expression.takeTerms(termsOf(number));
        expression.takeSynapticSums();
        advance(expression, number);
        return expression.build();
    }

    private void mechanisms(StepExpression expression, int number) {
        changes(expression, number, false);
        stages(MembraneCurrent.class, number).forEach(expression::current);
        stages(PumpRate.class, number).forEach(expression::rate);
    }

    private void advance(StepExpression expression, int number) {
        changes(expression, number, true);
        systems.forEach(expression::system);
    }

    /** Adds updates, local steps and clamps of variables: those before the first local step, or it and the rest. */
    private void changes(StepExpression expression, int number, boolean fromFirstLocalStep) {
        boolean isLocal = false;
        for (Stage stage : program.stages()) {
            isLocal |= stage instanceof LocalStep;
            if (isLocal != fromFirstLocalStep
                    || !classes.areAmong(number, Domain.NODES, RowClasses.rows(program, stage))) {
                continue;
            }
            if (stage instanceof UpdateStates update) {
                expression.update(update);
            } else if (stage instanceof LocalStep step) {
                expression.local(step);
            } else if (stage instanceof WriteClamp clamp) {
                expression.clamp(clamp);
            }
        }
    }

    private FusedLoop synapsesAtStart(int number) {
        SynapseExpression expression = new SynapseExpression(program, classes, number);
        currents(number).stream().filter(current -> current.current() >= 0).forEach(expression::recorded);
        return expression.build();
    }

    private FusedLoop synapses(int number) {
        SynapseExpression expression = new SynapseExpression(program, classes, number);
        for (Stage stage : program.stages()) {
            if (stage instanceof UpdateSynapses update && update.synapse().equals(classes.synapse(number))) {
                expression.update(update);
            } else if (stage instanceof WriteClamp clamp && isOfClass(clamp.variable(), number)) {
                expression.clamp(clamp);
            }
        }
        List<SynapticCurrent> currents = currents(number);
        for (int i = 0; i < currents.size(); i++) {
            expression.current(currents.get(i), i);
        }
        return expression.build();
    }

    private boolean isOfClass(int variable, int number) {
        Variable of = program.variables().get(variable);
        return classes.areAmong(number, of.domain(), of.rows());
    }

    private List<SynapticCurrent> currents(int number) {
        return program.stages().stream()
                .filter(SynapticCurrent.class::isInstance)
                .map(SynapticCurrent.class::cast)
                .filter(current -> current.synapse().equals(classes.synapse(number)))
                .toList();
    }

    private <T extends Stage> List<T> stages(Class<T> kind, int number) {
        return program.stages().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(stage -> classes.areAmong(number, Domain.NODES, RowClasses.rows(program, stage)))
                .toList();
    }

    private static void requireKnown(Stage stage) {
        if (!(stage instanceof UpdateStates
                || stage instanceof MembraneCurrent
                || stage instanceof PumpRate
                || stage instanceof LocalStep
                || stage instanceof UpdateSynapses
                || stage instanceof SynapticCurrent
                || stage instanceof WriteClamp
                || stage instanceof ImplicitStep
                || stage instanceof ExplicitStep
                || stage instanceof Propagate)) {
            throw new UnsupportedOperationException("the llvm engine does not know the stage '" + stage.name() + "'");
        }
    }
}
