package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.nmodl.IonVariables.Variable;
import dev.huxley.mechanism.nmodl.syntax.Block;
import dev.huxley.mechanism.nmodl.syntax.Declaration;
import dev.huxley.mechanism.nmodl.syntax.ModFile;
import dev.huxley.mechanism.nmodl.syntax.Problem;
import dev.huxley.mechanism.nmodl.syntax.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The facts that a program needs before it can run, found by running its blocks on {@link Plain#ANY}: which assigned
 * variables keep their values, where a block gets those that it reads and does not set, which equations are not linear
 * in their states; and on the way all problems that only a run shows.
 */
final class Analysis {
    /** The block that gives a variable its value. */
    enum Source {
        INITIAL,
        BREAKPOINT,
        NOWHERE
    }

    private static final Set<String> SURROUNDING = Set.of("celsius", "diam", "area");

    private final ModFile file;
    private final IonVariables ions;
    private final Names names;
    private final List<Problem> warnings;
    private final Set<String> kept = new LinkedHashSet<>();
    private final Set<String> nonlinear = new HashSet<>();
    private Set<String> setInInitial = Set.of();
    private Set<String> setInBreakpoint = Set.of();
    private Environment start;
    private final Set<String> derived = new HashSet<>();
    private boolean isFinished;

    private Analysis(ModFile file, IonVariables ions, Names names, List<Problem> warnings) {
        this.file = file;
        this.ions = ions;
        this.names = names;
        this.warnings = warnings;
    }

    /**
     * Analyses a file whose names are in order; adds the problems that its blocks show.
     *
     * @param names the names of the file
     */
    static Analysis of(ModFile file, IonVariables ions, Names names, List<Problem> problems, List<Problem> warnings) {
        Analysis analysis = new Analysis(file, ions, names, warnings);
        try {
            analysis.run(problems);
        } catch (NmodlFault fault) {
            problems.add(fault.problem());
        }
        analysis.isFinished = true;
        return analysis;
    }

    private void run(List<Problem> problems) {
        NmodlProgram program = new NmodlProgram(file, ions, this);
        Surroundings any = Surroundings.any();
        Environment initial = program.initial(any);
        setInInitial = Set.copyOf(initial.changed());
        derive(initial);
        Set<String> unset = new LinkedHashSet<>();
        int before;
        Environment update;
        do {
            before = kept.size() + nonlinear.size();
            update = program.update(any);
            Environment current = program.currentPart(any, program.given(any));
            setInBreakpoint = Set.copyOf(current.changed());
            for (String name : update.askedFor()) {
                keep(name, update, initial);
            }
            for (String name : current.askedFor()) {
                keep(name, update, initial);
            }
            unset.clear();
            for (String name : current.askedFor()) {
                if (!isKept(name) && !setInInitial.contains(name)) {
                    unset.add(base(name));
                }
            }
            for (String name : update.askedFor()) {
                if (!isKept(name) && !setInInitial.contains(name) && !setInBreakpoint.contains(name)) {
                    unset.add(base(name));
                }
            }
        } while (kept.size() + nonlinear.size() > before);
        refuseChangingParameters(program, update, problems);
        for (String name : unset) {
            Declaration declared = file.assigned().get(name);
            if (declared != null) {
                warnings.add(new Problem(declared.at(), "'" + name + "' is read and nowhere set, so it is 0"));
            }
        }
        requireEquations(program.solved(any), problems);
        start = program.initial(any);
        setInInitial = Set.copyOf(start.changed());
    }

    /**
     * Tells of parameters that a step reads before it sets them, so that in NEURON they carry a value from step to step:
     * here each step begins with the parameter's own.
     */
    private void refuseChangingParameters(NmodlProgram program, Environment update, List<Problem> problems) {
        Surroundings any = Surroundings.any();
        Set<String> changing = new LinkedHashSet<>();
        for (Declaration parameter : parameters()) {
            for (String name : NmodlProgram.elements(parameter.name(), parameter.size())) {
                boolean isSet = update.changed().contains(name) || setInBreakpoint.contains(name);
                if (isSet && !derived.contains(name)) {
                    changing.add(name);
                }
            }
        }
        // Without their values, a step asks for those that it reads first.
        derived.addAll(changing);
        Map<String, Quantity> given = program.given(any);
        given.keySet().removeAll(derived);
        Set<String> read = new LinkedHashSet<>(program.update(any).askedFor());
        read.addAll(program.currentPart(any, given).askedFor());
        derived.removeAll(changing);
        Set<String> told = new HashSet<>();
        for (String name : changing) {
            if (read.contains(name) && told.add(base(name))) {
                tellChanging(base(name), problems);
            }
        }
    }

    private void tellChanging(String name, List<Problem> problems) {
        Statement.Assignment last = null;
        for (Block block : file.blocks()) {
            for (Statement statement : Statements.all(block.body())) {
                if (block.kind().equals("INITIAL")
                        || !(statement instanceof Statement.Assignment assignment)
                        || !assignment.target().name().equals(name)) {
                    continue;
                }
                Set<String> read = new HashSet<>();
                Names.references(assignment.value(), read);
                if (read.contains(name)) {
                    problems.add(new Problem(
                            assignment.at(),
                            "the PARAMETER '" + name
                                    + "' is set from its own value here, so it would change from step to"
                                    + " step; declare it in ASSIGNED, and give it its start in INITIAL"));
                    return;
                }
                last = assignment;
            }
        }
        if (last != null) {
            warnings.add(new Problem(
                    last.at(),
                    "the PARAMETER '" + name
                            + "' is set here and read before that in the next step: in NEURON it then has"
                            + " the value that was set, here each step begins with the parameter's own; declare it in"
                            + " ASSIGNED"));
        }
    }

    /** The parameters that INITIAL sets from other parameters: everywhere else they have those values. */
    Set<String> derived() {
        return derived;
    }

    private void derive(Environment initial) {
        for (Declaration parameter : parameters()) {
            for (String name : NmodlProgram.elements(parameter.name(), parameter.size())) {
                if (initial.changed().contains(name) && !initial.get(name).isOfMoment()) {
                    derived.add(name);
                } else if (initial.changed().contains(name)) {
                    warnings.add(
                            new Problem(
                                    parameter.at(),
                                    "INITIAL sets the parameter '" + name
                                            + "' from values of that moment, which only INITIAL sees here; declare it in ASSIGNED"));
                }
            }
        }
    }

    /** Tells whether a block reads the time. */
    boolean readsTime() {
        return names.readsTime();
    }

    /** The value that INITIAL gives a variable whatever the model; empty if it depends on it. */
    OptionalDouble start(String name) {
        Quantity value = start.get(name);
        return value.isNumber() && Double.isFinite(value.number())
                ? OptionalDouble.of(value.number())
                : OptionalDouble.empty();
    }

    /** Tells whether INITIAL computes the start of a variable from the voltage, an ion or a parameter. */
    boolean isComputedByInitial(String name) {
        return setInInitial.contains(name) && start(name).isEmpty();
    }

    /** Notes that a variable keeps its value, if what reads it must find the value of an earlier moment. */
    private void keep(String name, Environment update, Environment initial) {
        boolean isSetInInitial = setInInitial.contains(name);
        boolean isOfEarlierMoment = isSetInInitial && initial.get(name).isOfMoment();
        // What parameters alone decide is the same at any moment.
        boolean isOfUpdate =
                update.changed().contains(name) && (update.get(name).isOfMoment() || !isSetInInitial);
        if (file.assigned().containsKey(base(name))
                && (isOfUpdate || (isOfEarlierMoment && !setInBreakpoint.contains(name)))) {
            kept.add(base(name));
        }
    }

    private void requireEquations(Environment solved, List<Problem> problems) {
        for (Declaration state : file.states().values()) {
            String first = NmodlProgram.elements(state.name(), state.size()).get(0);
            if (!solved.changed().contains(first)) {
                problems.add(new Problem(
                        state.at(),
                        "the STATE '" + state.name()
                                + "' has no equation that BREAKPOINT solves; give it one in a DERIVATIVE"
                                + " or KINETIC block that SOLVE names, or declare it in ASSIGNED or PARAMETER"));
            }
        }
    }

    static String base(String name) {
        int bracket = name.indexOf('[');
        return bracket < 0 ? name : name.substring(0, bracket);
    }

    private boolean isKept(String name) {
        return kept.contains(base(name));
    }

    Set<String> kept() {
        return kept;
    }

    /** The source of a variable that a block reads and does not set. */
    Source source(String name, boolean isUpdate) {
        if (setInInitial.contains(name)) {
            return Source.INITIAL;
        }
        return isUpdate && setInBreakpoint.contains(name) ? Source.BREAKPOINT : Source.NOWHERE;
    }

    boolean isNonlinear(String block) {
        return nonlinear.contains(block);
    }

    /** Notes that a block is not linear in its states, so that it is solved implicitly from now on. */
    void foundNonlinear(Statement.Solve solve, Block block) {
        if (!isFinished && nonlinear.add(block.name())) {
            warnings.add(new Problem(
                    solve.at(),
                    "an equation of " + block.name()
                            + " is not linear in its state, so cnexp is not exact; it is solved"
                            + " implicitly (derivimplicit), where NEURON may integrate it wrongly"));
        }
    }

    /** The parameters that are the mechanism's own. */
    List<Declaration> parameters() {
        List<Declaration> own = new ArrayList<>();
        for (Declaration parameter : file.parameters().values()) {
            if (!ions.contains(parameter.name())
                    && !Names.PREDEFINED.contains(parameter.name())
                    && !file.pointers().contains(parameter.name())) {
                own.add(parameter);
            }
        }
        return own;
    }

    /** The predefined variables that the file may read, beside voltage and time step. */
    Set<String> predefined() {
        Set<String> used = new LinkedHashSet<>();
        for (String name : SURROUNDING) {
            if (file.assigned().containsKey(name) || file.parameters().containsKey(name)) {
                used.add(name);
            }
        }
        if (!ions.governed().isEmpty() || names.calls(Builtins.FLUX)) {
            used.add("celsius");
        }
        return used;
    }

    /** Adds the warnings about what the file says and what has no effect. */
    void warn() {
        for (Variable variable : ions.all()) {
            for (var declared : List.of(file.parameters(), file.assigned())) {
                Declaration ignored = declared.get(variable.name());
                if (ignored != null && !Double.isNaN(ignored.value())) {
                    warnings.add(new Problem(
                            ignored.at(),
                            "the value " + ignored.value() + " of '" + variable.name()
                                    + "' has no effect, as in NEURON: all"
                                    + " mechanisms share the ion's own, " + ions.initial(variable)
                                    + "; set it in the model"));
                }
            }
        }
        Declaration celsius = file.parameters().get("celsius");
        if (celsius != null && !Double.isNaN(celsius.value()) && celsius.value() != 6.3) {
            warnings.add(new Problem(
                    celsius.at(),
                    "the value " + celsius.value() + " of 'celsius' has no effect, as in NEURON: set it in the"
                            + " model, where it is 6.3"));
        }
        Statements.unusedTable(file.blocks())
                .ifPresent(at -> warnings.add(new Problem(
                        at, "TABLE is not used: its functions are evaluated exactly (withTables() uses it)")));
        file.block("BREAKPOINT").ifPresent(block -> Statements.solves(block).forEach(this::warnOfMethod));
    }

    private void warnOfMethod(Statement.Solve solve) {
        boolean isDerivative = file.named(solve.block())
                .filter(block -> block.kind().equals("DERIVATIVE"))
                .isPresent();
        if (!isDerivative) {
            return;
        }
        if (solve.method().isEmpty()
                || solve.method().startsWith("cvode")
                || solve.method().equals("after_cvode")) {
            warnings.add(new Problem(
                    solve.at(),
                    "SOLVE " + solve.block()
                            + " names no method that integrates; it is solved by cnexp, where NEURON leaves"
                            + " the states as they are"));
        } else if (solve.method().equals("runge")
                || solve.method().startsWith("ad")
                || solve.method().equals("heun")) {
            warnings.add(new Problem(
                    solve.at(),
                    "METHOD " + solve.method() + " is replaced by cnexp, which is as exact for linear equations"));
        }
    }
}
