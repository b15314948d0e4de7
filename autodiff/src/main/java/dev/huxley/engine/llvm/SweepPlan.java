package dev.huxley.engine.llvm;

import dev.huxley.graph.Algebra;
import dev.huxley.graph.Graph;
import dev.huxley.graph.Hoisting;
import dev.huxley.graph.Reciprocals;
import dev.huxley.graph.Renaming;
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
 * The stages of a program as sweeps over classes of compartments: for each class one expression that holds the updates
 * of all its mechanisms, their currents and what they contribute to the tree's system. Intermediate results stay in
 * registers, what mechanisms have in common is computed once, and the adjoint is that of the whole expression.
 *
 * <p>With synapses there is one sweep per type more, which adds linear terms to sums over compartments; the sweeps over
 * compartments take them. If synapses read what mechanisms change before it is the synapses' turn (a gate, a current, a
 * voltage that is reset), they stand in the middle of a step: the sweeps over compartments are parted, and those before
 * the synapses leave their linear terms for those after them. Else the synapses stand first.
 *
 * <p>Runs without a tape may go another way through the synapses, see {@link PresynapticSplit}.
 *
 * <p>What depends on parameters only is moved to sweeps of its own, which run once before the time loop.
 */
final class SweepPlan {
    private final Program program;
    private final TreeOrder order;
    private final RowClasses classes;
    private final List<CableSystem> systems;
    private final boolean isParted;
    private final List<Sweep> prepare = new ArrayList<>();
    private final List<Sweep> start = new ArrayList<>();
    private final List<Sweep> step = new ArrayList<>();
    /** The splits of sweeps of a step over synapses, by their numbers there. */
    private final Map<Integer, PresynapticSplit> splits = new LinkedHashMap<>();
    /** Sweeps that run once, when the parameters are there, for the splits. */
    private final List<Sweep> splitPrepare = new ArrayList<>();
    /** The class of every prepared value, by name. */
    private final Map<String, Integer> prepared = new LinkedHashMap<>();
    /** The variables that every prepared value is made of. */
    private final Map<String, List<String>> sources = new LinkedHashMap<>();

    SweepPlan(Program program) {
        this.program = program;
        order = new TreeOrder(program.cable());
        classes = new RowClasses(program, order.breadthFirst());
        systems = CableSystem.all(program);
        isParted = hasSynapses() && synapsesReadWhatMechanismsChange();
        program.stages().forEach(SweepPlan::requireKnown);
        for (int number = 0; number < classes.ofCompartments(); number++) {
            Graph currents = currentsAtStart(number);
            if (!currents.outputs().isEmpty()) {
                start.add(new Sweep(number, currents));
            }
            if (isParted()) {
                hoistCompartments(number, beforeSynapses(number));
            }
        }
        for (int number = classes.ofCompartments(); number < classes.size(); number++) {
            Sweep currents = synapsesAtStart(number);
            if (!currents.graph().outputs().isEmpty()) {
                start.add(currents);
            }
            Sweep synapses = synapses(number);
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
    TreeOrder order() {
        return order;
    }

    RowClasses classes() {
        return classes;
    }

    /** The systems of the steps along the cable. */
    List<CableSystem> systems() {
        return systems;
    }

    /** Returns true if the sweeps over compartments are parted in two, before and after the synapses. */
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
    boolean hasSynapses() {
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
    List<WriteClamp> stateClamps() {
        return program.stages().stream()
                .filter(WriteClamp.class::isInstance)
                .map(WriteClamp.class::cast)
                .distinct()
                .toList();
    }

    /** Returns true if a sweep of a step reads {@link Sweep#INJECTED}. */
    boolean readsInjected() {
        return program.stages().stream()
                .anyMatch(stage ->
                        stage instanceof LocalStep step && step.graph().inputs().contains(LocalStep.INJECTED));
    }

    /** Sweeps that run once, when the parameters are there: they compute the prepared values. */
    List<Sweep> prepare() {
        return prepare;
    }

    /** Sweeps before the first step: the membrane currents that somebody reads, at the initial states. */
    List<Sweep> start() {
        return start;
    }

    /** Sweeps of a step before its solve. */
    List<Sweep> step() {
        return step;
    }

    /** The number of sweeps, of those of the start or of a step, that come before those of synapses. */
    int beforeSynapses(List<Sweep> sweeps) {
        for (int i = 0; i < sweeps.size(); i++) {
            if (sweeps.get(i).rowClass() >= classes.ofCompartments()) {
                return i;
            }
        }
        return sweeps.size();
    }

    /** The splits of sweeps of {@link #step}, by their numbers there: another way that a forward kernel may go. */
    Map<Integer, PresynapticSplit> splits() {
        return splits;
    }

    /** Sweeps for the splits that run once, when the prepared values are there. */
    List<Sweep> splitPrepare() {
        return splitPrepare;
    }

    /** The class of every prepared value, by name. */
    Map<String, Integer> prepared() {
        return prepared;
    }

    /** Returns true if the wanted derivatives need that by an array that does not change in time. */
    boolean isWanted(String name, Wanted wanted) {
        if (sources.containsKey(name)) {
            return sources.get(name).stream().anyMatch(source -> isWanted(source, wanted));
        }
        int variable = program.variable(name);
        return variable >= 0 && wanted.parameters().contains(variable);
    }

    private void hoistCompartments(int number, Graph graph) {
        if (!graph.outputs().isEmpty()) {
            step.add(hoisted(new Sweep(number, Algebra.optimise(graph)), prepare));
        }
    }

    /** Divides a sweep of a step into what runs once, added to the given sweeps, and the rest. */
    private Sweep hoisted(Sweep whole, List<Sweep> prepareSweeps) {
        int number = whole.rowClass();
        Predicate<String> isConstant = name -> !Sweep.changesInTime(program, whole.array(name));
        Hoisting hoisting = Hoisting.split(Reciprocals.ofConstants(whole.graph(), isConstant), isConstant);
        int first = prepared.size();
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < hoisting.values(); i++) {
            names.put(Hoisting.prepared(i), Sweep.prepared(number, first + i));
        }
        UnaryOperator<String> renamed = name -> names.getOrDefault(name, name);
        if (!names.isEmpty()) {
            Graph before = Renaming.rename(hoisting.prepared(), UnaryOperator.identity(), names);
            prepareSweeps.add(new Sweep(number, before, whole.reaches()));
            names.values().forEach(name -> {
                prepared.put(name, number);
                Graph alone = Renaming.rename(before, UnaryOperator.identity(), Map.of(name, name));
                sources.put(
                        name, TapedSweep.used(alone).stream().map(whole::array).toList());
            });
        }
        Map<String, String> outputs = new LinkedHashMap<>();
        whole.graph().outputs().keySet().forEach(name -> outputs.put(name, name));
        return new Sweep(number, Renaming.rename(hoisting.remaining(), renamed, outputs), whole.reaches());
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

    private Sweep synapsesAtStart(int number) {
        SynapseExpression expression = new SynapseExpression(program, classes, number);
        currents(number).stream().filter(current -> current.current() >= 0).forEach(expression::recorded);
        return expression.build();
    }

    private Sweep synapses(int number) {
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
