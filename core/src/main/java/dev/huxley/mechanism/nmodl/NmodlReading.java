package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.nmodl.syntax.ModFile;
import dev.huxley.mechanism.nmodl.syntax.NmodlParser;
import dev.huxley.mechanism.nmodl.syntax.Oversights;
import dev.huxley.mechanism.nmodl.syntax.Problem;
import dev.huxley.mechanism.nmodl.syntax.SourceText;
import java.util.ArrayList;
import java.util.List;

/**
 * A text that was read and checked.
 *
 * @param source the name of its file for messages
 * @param file its content
 * @param kind the kind of mechanism
 * @param ions the variables of its ions
 * @param analysis the facts by which it runs
 * @param warnings all that its reader should know
 */
record NmodlReading(
        String source, ModFile file, MechanismKind kind, IonVariables ions, Analysis analysis, List<Problem> warnings) {
    /** Characters beyond which no text is read: the largest public files have some 50,000. */
    static final int LONGEST = 2_000_000;

    /**
     * Reads a text.
     *
     * @param usesTables whether values are interpolated in tables, where the text has some
     * @throws NmodlException with all problems of the text
     */
    static NmodlReading of(SourceText text, boolean usesTables) {
        String source = text.name();
        if (text.text().length() > LONGEST) {
            throw new IllegalArgumentException(source + " has " + text.text().length() + " characters, more than the "
                    + LONGEST + " that a mechanism may have");
        }
        List<Problem> problems = new ArrayList<>();
        List<Problem> warnings = new ArrayList<>();
        ModFile read = NmodlParser.parse(text, problems);
        ModFile file = usesTables ? read.withTables() : read;
        problems.addAll(file.unsupported());
        IonVariables ions = IonVariables.of(file, problems);
        MechanismKind kind = MechanismKind.of(file);
        Names names = null;
        if (problems.isEmpty()) {
            kind.check(file, ions, problems);
            names = Names.check(file, problems);
            Oversights.check(file, problems, warnings);
            requireMethods(file, problems);
        }
        Analysis analysis = null;
        if (problems.isEmpty()) {
            analysis = Analysis.of(file, ions, names, problems, warnings);
            analysis.warn();
            kind.warn(file, ions, warnings);
        }
        if (!problems.isEmpty()) {
            throw new NmodlException(source, problems);
        }
        return new NmodlReading(source, file, kind, ions, analysis, List.copyOf(warnings));
    }

    /** The error that says that the file is of another kind than was asked for. */
    NmodlException refusal(String reason) {
        String what = (file.kind().isEmpty() ? "this" : file.kind() + " " + file.name()) + " " + reason;
        return new NmodlException(source, List.of(new Problem(file.nameAt(), what)));
    }

    NmodlProgram program() {
        return new NmodlProgram(file, ions, analysis);
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
