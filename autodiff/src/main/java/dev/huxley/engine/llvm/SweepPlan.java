package dev.huxley.engine.llvm;

import dev.huxley.graph.Algebra;
import dev.huxley.graph.Graph;
import dev.huxley.graph.Hoisting;
import dev.huxley.graph.Renaming;
import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import dev.huxley.program.Stage.ExplicitStep;
import dev.huxley.program.Stage.ImplicitStep;
import dev.huxley.program.Stage.LocalStep;
import dev.huxley.program.Stage.MembraneCurrent;
import dev.huxley.program.Stage.Propagate;
import dev.huxley.program.Stage.PumpRate;
import dev.huxley.program.Stage.UpdateStates;
import dev.huxley.program.Stage.WriteClamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The stages of a program as sweeps over classes of compartments: for each class one expression that holds the updates
 * of all its mechanisms, their currents and what they contribute to the tree's system. Intermediate results stay in
 * registers, what mechanisms have in common is computed once, and the adjoint is that of the whole expression.
 *
 * <p>What depends on parameters only is moved to sweeps of its own, which run once before the time loop.
 */
final class SweepPlan {
    private final Program program;
    private final TreeOrder order;
    private final RowClasses classes;
    private final List<CableSystem> systems;
    private final List<Sweep> prepare = new ArrayList<>();
    private final List<Sweep> start = new ArrayList<>();
    private final List<Sweep> step = new ArrayList<>();
    /** The class of every prepared value, by name. */
    private final Map<String, Integer> prepared = new LinkedHashMap<>();
    /** The variables that every prepared value is made of. */
    private final Map<String, List<String>> sources = new LinkedHashMap<>();

    SweepPlan(Program program) {
        this.program = program;
        order = new TreeOrder(program.cable());
        classes = new RowClasses(program, order.breadthFirst());
        systems = CableSystem.all(program);
        program.stages().forEach(SweepPlan::requireKnown);
        for (int number = 0; number < classes.size(); number++) {
            Graph currents = currentsAtStart(number);
            if (!currents.outputs().isEmpty()) {
                start.add(new Sweep(number, currents));
            }
            hoist(number, Algebra.optimise(step(number)));
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

    /** Whether a sweep of a step reads {@link Sweep#INJECTED}. */
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

    /** The class of every prepared value, by name. */
    Map<String, Integer> prepared() {
        return prepared;
    }

    /** Whether the derivative by something that does not change in time is needed for those that are wanted. */
    boolean isWanted(String name, Wanted wanted) {
        if (sources.containsKey(name)) {
            return sources.get(name).stream().anyMatch(source -> isWanted(source, wanted));
        }
        int variable = program.variable(name);
        return variable >= 0 && wanted.parameters().contains(variable);
    }

    /** Divides a step into what runs once and the rest. */
    private void hoist(int number, Graph whole) {
        Hoisting hoisting = Hoisting.split(whole, name -> !Sweep.changesInTime(program, name));
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < hoisting.values(); i++) {
            names.put(Hoisting.prepared(i), Sweep.prepared(number, i));
        }
        UnaryOperator<String> renamed = name -> names.getOrDefault(name, name);
        if (!names.isEmpty()) {
            Graph before = Renaming.rename(hoisting.prepared(), UnaryOperator.identity(), names);
            prepare.add(new Sweep(number, before));
            names.values().forEach(name -> {
                prepared.put(name, number);
                sources.put(
                        name, TapedSweep.used(Renaming.rename(before, UnaryOperator.identity(), Map.of(name, name))));
            });
        }
        Map<String, String> outputs = new LinkedHashMap<>();
        whole.outputs().keySet().forEach(name -> outputs.put(name, name));
        step.add(new Sweep(number, Renaming.rename(hoisting.remaining(), renamed, outputs)));
    }

    private Graph currentsAtStart(int number) {
        StepExpression expression = new StepExpression(program);
        stages(MembraneCurrent.class, number).stream()
                .filter(current -> current.current() >= 0)
                .forEach(expression::current);
        stages(PumpRate.class, number).stream().filter(pump -> pump.rate() >= 0).forEach(expression::rate);
        return expression.build();
    }

    private Graph step(int number) {
        StepExpression expression = new StepExpression(program);
        stages(UpdateStates.class, number).forEach(expression::update);
        stages(MembraneCurrent.class, number).forEach(expression::current);
        stages(PumpRate.class, number).forEach(expression::rate);
        stages(LocalStep.class, number).forEach(expression::local);
        systems.forEach(expression::system);
        return expression.build();
    }

    private <T extends Stage> List<T> stages(Class<T> kind, int number) {
        return program.stages().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(stage -> classes.areAmong(number, RowClasses.rows(program, stage)))
                .toList();
    }

    private static void requireKnown(Stage stage) {
        if (!(stage instanceof UpdateStates
                || stage instanceof MembraneCurrent
                || stage instanceof PumpRate
                || stage instanceof LocalStep
                || stage instanceof WriteClamp
                || stage instanceof ImplicitStep
                || stage instanceof ExplicitStep
                || stage instanceof Propagate)) {
            throw new UnsupportedOperationException("the llvm engine does not know the stage '" + stage.name() + "'");
        }
    }
}
