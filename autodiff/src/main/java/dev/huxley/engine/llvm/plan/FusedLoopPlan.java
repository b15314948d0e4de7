package dev.huxley.engine.llvm.plan;

import dev.huxley.graph.Graph;
import dev.huxley.graph.optimize.Algebra;
import dev.huxley.graph.optimize.Hoisting;
import dev.huxley.graph.optimize.Reciprocals;
import dev.huxley.graph.optimize.Renaming;
import dev.huxley.model.Domain;
import dev.huxley.program.LinearizedStage;
import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import dev.huxley.program.SynapticCurrent;
import dev.huxley.program.WriteClamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The stages of a program as loops over classes of compartments: for each class one expression of the updates of all
 * its mechanisms, their currents and their contributions to the tree's system. Intermediate results stay in registers,
 * common subexpressions of mechanisms are computed once, and the adjoint is that of the whole expression.
 *
 * <p>Each type of synapse has one more loop, which adds linear terms to sums over compartments; the loops over
 * compartments read these. If synapses read values that mechanisms change earlier in the step (a gate, a current, a
 * voltage that is reset), they come in the middle of a step: the loops over compartments are split, and those before
 * the synapses leave their linear terms for those after them. Otherwise the synapses come first.
 *
 * <p>Runs without a tape may use another variant for the synapses, see {@link PresynapticSplit}.
 *
 * <p>Values that depend on parameters only move to loops of their own, which run once before the time loop.
 *
 * <p>Cost: a step reads and writes each variable once per class, or twice if the loops are split. The plan is made once
 * per kernel.
 */
public final class FusedLoopPlan {
    private final Program program;
    private final StepStages stages;
    private final EliminationOrder order;
    private final RowClasses classes;
    private final boolean isParted;
    private final List<FusedLoop> prepare = new ArrayList<>();
    private final List<FusedLoop> start = new ArrayList<>();
    private final List<FusedLoop> step = new ArrayList<>();
    /** The splits of loops of a step over synapses, by their numbers there. */
    private final Map<Integer, PresynapticSplit> splits = new LinkedHashMap<>();
    /** Loops for the splits that run once, when the parameters are set. */
    private final List<FusedLoop> splitPrepare = new ArrayList<>();
    /** The class of every prepared value, by name. */
    private final Map<String, Integer> prepared = new LinkedHashMap<>();
    /** The variables on which every prepared value depends. */
    private final Map<String, List<String>> sources = new LinkedHashMap<>();

    public FusedLoopPlan(Program program) {
        this.program = program;
        stages = new StepStages(program);
        order = new EliminationOrder(program.cable());
        classes = new RowClasses(program, order.breadthFirst());
        isParted = hasSynapses() && stages.synapsesReadWhatMechanismsChange();
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
        return stages.systems();
    }

    /** Tells whether the loops over compartments are split in two, before and after the synapses. */
    boolean isParted() {
        return isParted;
    }

    /** Tells whether there are synapses. */
    public boolean hasSynapses() {
        return classes.size() > classes.ofCompartments();
    }

    /** The variables with linear terms of a class of compartments. */
    Set<Integer> termsOf(int number) {
        Set<Integer> variables = new TreeSet<>();
        terms(number).forEach(stage -> variables.add(stage.addsTermsTo()));
        return variables;
    }

    /** The clamps of variables that do not flow along the cable, one stage per variable. */
    public List<WriteClamp> stateClamps() {
        return stages.clamps();
    }

    /** Tells whether a loop of a step reads {@link FusedLoop#INJECTED}. */
    public boolean readsInjected() {
        return stages.readsInjected();
    }

    /** Loops that run once, when the parameters are set, and compute the prepared values. */
    public List<FusedLoop> prepare() {
        return prepare;
    }

    /** Loops before the first step: they compute the membrane currents that are read, at the initial states. */
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

    /** The splits of loops of {@link #step}, by their numbers there: a variant for forward kernels. */
    public Map<Integer, PresynapticSplit> splits() {
        return splits;
    }

    /** Loops for the splits that run once, when the prepared values are computed. */
    public List<FusedLoop> splitPrepare() {
        return splitPrepare;
    }

    /** The class of every prepared value, by name. */
    Map<String, Integer> prepared() {
        return prepared;
    }

    /** Tells whether the derivatives of a mask need that by an array that does not change in time. */
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

    /** Divides a loop of a step into a part that runs once, which is added to the given loops, and the rest. */
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
        terms(number).stream()
                .filter(stage -> isComputedAtStart(stage.collector()))
                .forEach(expression::terms);
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
        Set<Integer> ofIons = program.ionCurrentsOfSynapses();
        ofIons.retainAll(terms(number).stream().map(LinearizedStage::collector).toList());
        expression.takeCurrents(ofIons);
        expression.takeSynapticSums();
        advance(expression, number);
        return expression.build();
    }

    private void mechanisms(StepExpression expression, int number) {
        changes(expression, number, false);
        terms(number).forEach(expression::terms);
    }

    private void advance(StepExpression expression, int number) {
        changes(expression, number, true);
        systems().forEach(expression::system);
    }

    /** Adds updates, local steps and clamps of variables: those before the first local step, or it and the rest. */
    private void changes(StepExpression expression, int number, boolean fromFirstLocalStep) {
        for (StepStages.Change change : stages.changes()) {
            if (change.isEarly() != fromFirstLocalStep && isIn(number, change.stage())) {
                change.into().accept(expression);
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
        for (StepStages.SynapticChange change : stages.synapticChanges()) {
            if (change.isOf().test(classes, number)) {
                change.into().accept(expression);
            }
        }
        List<SynapticCurrent> currents = currents(number);
        for (int i = 0; i < currents.size(); i++) {
            expression.current(currents.get(i), i);
        }
        return expression.build();
    }

    private List<SynapticCurrent> currents(int number) {
        return program.synapticCurrents().stream()
                .filter(current -> current.synapse().equals(classes.synapse(number)))
                .toList();
    }

    /** The currents and rates in a class of compartments. */
    private List<LinearizedStage> terms(int number) {
        return stages.terms().stream().filter(stage -> isIn(number, stage)).toList();
    }

    private boolean isIn(int number, Stage stage) {
        return classes.areAmong(number, Domain.NODES, stage.ownCompartments(program));
    }
}
