package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.nmodl.IonVariables.Variable;
import dev.huxley.mechanism.nmodl.syntax.Declaration;
import dev.huxley.mechanism.nmodl.syntax.ModFile;
import dev.huxley.mechanism.nmodl.syntax.Position;
import dev.huxley.mechanism.nmodl.syntax.Problem;
import dev.huxley.mechanism.nmodl.syntax.Statement;
import java.util.List;

/** The kinds of mechanisms that files describe, with the requirements of each. */
enum MechanismKind {
    /** A channel or a pool of ions, distributed over a membrane (SUFFIX). */
    MEMBRANE,
    /** A point process that nothing outside drives, such as a current clamp: a channel of one compartment. */
    POINT,
    /** A point process that receives events or reads another cell (POINTER). */
    SYNAPSE,
    /** A source of spikes that receives events and has no membrane (ARTIFICIAL_CELL). */
    UNIT;

    static MechanismKind of(ModFile file) {
        return switch (file.kind()) {
            case "ARTIFICIAL_CELL" -> UNIT;
            case "POINT_PROCESS" -> file.block("NET_RECEIVE").isPresent()
                            || !file.pointers().isEmpty()
                    ? SYNAPSE
                    : POINT;
            default -> MEMBRANE;
        };
    }

    /** Tells whether the currents are in nA, not in mA/cm2. */
    boolean isOfPoint() {
        return this == POINT || this == SYNAPSE;
    }

    /** Adds the problems of a file that is not what its kind needs. */
    void check(ModFile file, IonVariables ions, List<Problem> problems) {
        Position at = file.nameAt();
        if (file.kind().isEmpty()) {
            problems.add(new Problem(
                    at,
                    "the block NEURON names no mechanism; write NEURON { SUFFIX name ... }, or"
                            + " POINT_PROCESS or ARTIFICIAL_CELL in place of SUFFIX"));
        } else if (file.kind().equals("SUFFIX") && file.name().equals("nothing")) {
            problems.add(new Problem(at, "SUFFIX nothing is a file of functions, and no mechanism"));
        }
        if (this == UNIT) {
            requireOnlyEvents(file, ions, problems);
        } else if (file.block("BREAKPOINT").isEmpty()) {
            problems.add(new Problem(at, "there is no block BREAKPOINT, so the mechanism does nothing"));
        }
        if (this == MEMBRANE) {
            file.pointers()
                    .forEach(name -> problems.add(new Problem(
                            at,
                            "POINTER " + name + " is not supported in a mechanism with SUFFIX, only in a POINT_PROCESS,"
                                    + " where it is the voltage of the presynaptic compartment")));
            file.block("NET_RECEIVE")
                    .ifPresent(block -> problems.add(new Problem(
                            block.at(),
                            "NET_RECEIVE needs a POINT_PROCESS or an ARTIFICIAL_CELL: a mechanism with SUFFIX receives"
                                    + " no events")));
        }
        if (this == SYNAPSE) {
            requireSynapse(file, ions, problems);
        }
        file.ions().forEach(ion -> {
            if (ions.governed().contains(ion.name()) && ions.valence(ion.name()).isEmpty()) {
                problems.add(new Problem(
                        ion.at(), "the valence of the ion " + ion.name() + " is not known; add VALENCE to its USEION"));
            }
        });
    }

    /** Adds the warnings about what is not as in NEURON in a mechanism of this kind. */
    void warn(ModFile file, IonVariables ions, List<Problem> warnings) {
        Position sending = Events.sending(file, "INITIAL");
        if (this == SYNAPSE && sending != null) {
            warnings.add(new Problem(
                    sending,
                    "each connection is a synapse of its own here, so this event comes once for each; in NEURON once for"
                            + " the point process that several connections may share"));
        }
        if (this == SYNAPSE && Sharing.matters(file)) {
            warnings.add(new Problem(
                    file.block("NET_RECEIVE").orElseThrow().at(),
                    "each connection is a synapse of its own here; its events change states in a way that is not a sum,"
                            + " so several connections that share one point process in NEURON give other numbers"));
        }
        Events events = Events.of(file);
        if (this == UNIT && !events.kept().isEmpty()) {
            warnings.add(new Problem(
                    file.block("NET_RECEIVE").orElseThrow().at(),
                    "the connections to the cell share the variables "
                            + events.kept().stream().map(Declaration::name).toList()
                            + ", of which each has its own in NEURON"));
        }
    }

    private static void requireOnlyEvents(ModFile file, IonVariables ions, List<Problem> problems) {
        if (file.block("NET_RECEIVE").isEmpty()) {
            problems.add(new Problem(
                    file.nameAt(), "there is no block NET_RECEIVE, so the ARTIFICIAL_CELL does nothing with events"));
        }
        file.block("BREAKPOINT")
                .ifPresent(block -> problems.add(new Problem(
                        block.at(), "an ARTIFICIAL_CELL has no membrane, so it has no BREAKPOINT; use POINT_PROCESS")));
        if (!ions.all().isEmpty()
                || !file.currents().isEmpty()
                || !file.electrodeCurrents().isEmpty()) {
            problems.add(new Problem(
                    file.nameAt(), "an ARTIFICIAL_CELL has no membrane, so it has neither ions nor currents"));
        }
        file.pointers()
                .forEach(name -> problems.add(
                        new Problem(file.nameAt(), "POINTER " + name + " is not supported in an ARTIFICIAL_CELL")));
    }

    private static void requireSynapse(ModFile file, IonVariables ions, List<Problem> problems) {
        Position at = file.nameAt();
        if (file.pointers().size() > 1) {
            problems.add(new Problem(
                    at,
                    "there are several POINTERs, " + file.pointers()
                            + "; a synapse has one, the voltage of the presynaptic compartment"));
        }
        file.blocks().forEach(block -> Statements.all(block.body()).forEach(statement -> {
            if (statement instanceof Statement.Assignment assignment
                    && file.pointers().contains(assignment.target().name())) {
                problems.add(new Problem(
                        assignment.at(),
                        "the POINTER '" + assignment.target().name()
                                + "' is set here; a synapse only reads the other cell"));
            }
        }));
        for (Variable variable : ions.all()) {
            if (variable.isWritten() && variable.kind() != IonVariables.Kind.CURRENT) {
                problems.add(new Problem(
                        at,
                        "a synapse cannot write '" + variable.name()
                                + "', which belongs to the mechanisms of the membrane; write the current i"
                                + variable.ion() + " and put the concentration into a mechanism with SUFFIX"));
            }
        }
        if (!Events.of(file).isSource()) {
            return;
        }
        problems.add(
                new Problem(
                        at,
                        "net_event is not supported in a POINT_PROCESS, only in an ARTIFICIAL_CELL, which is a source of spikes"));
    }
}
