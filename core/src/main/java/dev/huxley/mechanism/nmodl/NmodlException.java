package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.nmodl.syntax.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A file that cannot be read as a mechanism, with all its problems: their lines and columns, and the remedies. */
public final class NmodlException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private static final int MOST = 20;

    NmodlException(String source, List<Problem> problems) {
        super(text(source, problems));
    }

    private static String text(String source, List<Problem> problems) {
        List<String> lines = problems.stream()
                .sorted(Comparator.comparing((Problem problem) -> problem.at().file())
                        .thenComparing(problem -> problem.at().line())
                        .thenComparing(problem -> problem.at().column()))
                .map(problem -> problem.in(source))
                .distinct()
                .toList();
        String more = lines.size() > MOST ? "\n... and " + (lines.size() - MOST) + " more" : "";
        return source + " cannot be read as a mechanism:\n"
                + lines.stream().limit(MOST).map(line -> "  " + line).collect(Collectors.joining("\n")) + more;
    }
}
