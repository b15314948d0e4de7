package dev.huxley.cli;

import dev.huxley.cli.model.PathOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The arguments of a fit, or of a parameter sweep, which repeat it.
 *
 * @param given the arguments behind {@code fit}
 */
record FitArguments(List<String> given) {
    private static final String RECORDING = "--recording";
    private static final String OUT = "--out";
    private static final String SPARK = "--spark";
    private static final Set<String> FILES = Set.of("--model", "--swc", "--mod", "--table", RECORDING);

    FitArguments {
        given = List.copyOf(given);
    }

    /** The command line, quoted for a shell. */
    String command() {
        return "./huxley fit " + given.stream().map(FitArguments::quoted).collect(Collectors.joining(" "));
    }

    /** The arguments with absolute paths of files, so that they mean the same in another working folder. */
    FitArguments absolute() {
        return replaced(FILES, FitArguments::absolute);
    }

    /** The arguments without the cluster: a fit may go on elsewhere, with the same result. */
    FitArguments here() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            boolean isNamed = given.get(i).equals(SPARK);
            if (isNamed && i + 1 < given.size() && !given.get(i + 1).startsWith("-")) {
                i++;
            } else if (!isNamed && !given.get(i).startsWith(SPARK + "=")) {
                all.add(given.get(i));
            }
        }
        return new FitArguments(all);
    }

    /** The arguments that fit one recording of a folder alone, with the same folder for its results. */
    FitArguments ofCell(Path recording, Path results) {
        FitArguments own = replaced(Set.of(RECORDING), folder -> recording.toString())
                .replaced(Set.of(OUT), folder -> results.toString());
        boolean hasOut = given.stream().anyMatch(argument -> argument.equals(OUT) || argument.startsWith(OUT + "="));
        return hasOut ? own : own.and(List.of(OUT, results.toString()));
    }

    /** The arguments with others behind, which win. */
    FitArguments and(List<String> others) {
        List<String> all = new ArrayList<>(given);
        all.addAll(others);
        return new FitArguments(all);
    }

    /** The arguments with other values of some options, written with a space or with {@code =}. */
    private FitArguments replaced(Set<String> options, UnaryOperator<String> value) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String argument = given.get(i);
            int equals = argument.indexOf('=');
            if (options.contains(argument) && i + 1 < given.size()) {
                all.add(argument);
                all.add(value.apply(given.get(++i)));
            } else if (equals > 0 && options.contains(argument.substring(0, equals))) {
                all.add(argument.substring(0, equals + 1) + value.apply(argument.substring(equals + 1)));
            } else {
                all.add(argument);
            }
        }
        return new FitArguments(all);
    }

    /** A name that is no file, such as that of a shipped model, stays as it is. */
    private static String absolute(String file) {
        Path path = PathOption.parse(file);
        return Files.exists(path) ? path.toAbsolutePath().toString() : file;
    }

    /** An argument quoted for a shell. */
    private static String quoted(String argument) {
        return argument.matches("[\\w./:=,+@%~-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
