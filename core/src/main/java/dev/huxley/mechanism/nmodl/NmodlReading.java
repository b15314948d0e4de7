package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.nmodl.syntax.ModFile;
import dev.huxley.mechanism.nmodl.syntax.NmodlParser;
import dev.huxley.mechanism.nmodl.syntax.Position;
import dev.huxley.mechanism.nmodl.syntax.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * A text that was read and checked.
 *
 * @param file its content
 * @param ions the variables of its ions
 * @param analysis the facts by which it runs
 * @param warnings all that its reader should know
 */
record NmodlReading(ModFile file, IonVariables ions, Analysis analysis, List<Problem> warnings) {
    /** Characters beyond which no text is read: the largest public files have some 50,000. */
    static final int LONGEST = 2_000_000;

    /**
     * Reads a text.
     *
     * @param source the name of the file for messages
     * @throws NmodlException with all problems of the text
     */
    static NmodlReading of(String text, String source) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(source + " has " + text.length() + " characters, more than the "
                    + LONGEST + " that a mechanism may have");
        }
        List<Problem> problems = new ArrayList<>();
        List<Problem> warnings = new ArrayList<>();
        ModFile file = NmodlParser.parse(text, problems);
        problems.addAll(file.unsupported());
        IonVariables ions = IonVariables.of(file, problems);
        if (problems.isEmpty()) {
            requireDensity(file, ions, problems);
            Names.check(file, problems);
            requireMethods(file, problems);
        }
        Analysis analysis = null;
        if (problems.isEmpty()) {
            analysis = Analysis.of(file, ions, problems, warnings);
            analysis.warn();
        }
        if (!problems.isEmpty()) {
            throw new NmodlException(source, problems);
        }
        return new NmodlReading(file, ions, analysis, List.copyOf(warnings));
    }

    NmodlProgram program() {
        return new NmodlProgram(file, ions, analysis);
    }

    private static void requireDensity(ModFile file, IonVariables ions, List<Problem> problems) {
        Position at = file.nameAt();
        if (!file.kind().equals("SUFFIX")) {
            problems.add(new Problem(
                    at,
                    file.kind().isEmpty()
                            ? "the block NEURON names no mechanism; write NEURON { SUFFIX name ... }"
                            : file.kind() + " is not supported: only mechanisms of membranes (SUFFIX) are; Huxley's own"
                                    + " synapses and stimuli may serve"));
        } else if (file.name().equals("nothing")) {
            problems.add(new Problem(at, "SUFFIX nothing is a file of functions, and no mechanism"));
        }
        file.pointers().forEach(name -> problems.add(new Problem(at, "POINTER " + name + " is not supported")));
        if (file.block("BREAKPOINT").isEmpty()) {
            problems.add(new Problem(at, "there is no block BREAKPOINT, so the mechanism does nothing"));
        }
        file.ions().forEach(ion -> {
            if (ions.governed().contains(ion.name()) && ions.valence(ion.name()).isEmpty()) {
                problems.add(new Problem(
                        ion.at(), "the valence of the ion " + ion.name() + " is not known; add VALENCE to its USEION"));
            }
        });
    }

    private static void requireMethods(ModFile file, List<Problem> problems) {
        file.blocks().forEach(block -> Statements.solves(block).forEach(solve -> {
            if (!Methods.isKnown(solve.method())) {
                problems.add(new Problem(
                        solve.at(), "there is no method '" + solve.method() + "'; there are " + Methods.known()));
            }
        }));
    }
}
