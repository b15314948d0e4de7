package dev.huxley.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The option {@code --resume}: goes on with a fit by features, with the options with which it began. */
final class FitResumption {
    private static final Set<String> ALLOWED = Set.of("--resume", "--evaluations", "--minutes");

    private static final Set<String> FILES = Set.of("--model", "--swc", "--recording");

    private FitResumption() {}

    /**
     * @throws IllegalArgumentException if an option is given that would make another fit
     */
    static void requireAlone(ParseResult parsed) {
        List<String> others = parsed.matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !ALLOWED.contains(name))
                .distinct()
                .toList();
        if (!others.isEmpty()) {
            throw new IllegalArgumentException(String.join(", ", others)
                    + " cannot be given with --resume, which goes on with the options of the fit; only --evaluations and"
                    + " --minutes may be changed");
        }
    }

    /** The arguments with absolute paths of files, so that they mean the same in another working folder. */
    static List<String> absolute(List<String> arguments) {
        List<String> absolute = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            if (FILES.contains(argument) && i + 1 < arguments.size()) {
                absolute.add(argument);
                absolute.add(absolute(arguments.get(++i)));
            } else if (equals > 0 && FILES.contains(argument.substring(0, equals))) {
                absolute.add(argument.substring(0, equals + 1) + absolute(argument.substring(equals + 1)));
            } else {
                absolute.add(argument);
            }
        }
        return absolute;
    }

    /** A name that is no file, such as that of a shipped model, stays as it is. */
    private static String absolute(String file) {
        Path path = WrongUsage.path(file);
        return Files.exists(path) ? path.toAbsolutePath().toString() : file;
    }

    /** The command of the fit in a folder; its arguments have the new budgets. */
    static FitCommand command(SavedCommand saved, Path folder, FeatureOptions budgets) {
        FitCommand original = new FitCommand();
        new CommandLine(original)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .registerConverter(Path.class, WrongUsage::path)
                .parseArgs(arguments(saved, budgets).toArray(String[]::new));
        original.common().recording = saved.recording();
        original.common().out = folder;
        return original;
    }

    /** The arguments of a fit with new budgets behind, which win. */
    static List<String> arguments(SavedCommand saved, FeatureOptions budgets) {
        List<String> arguments = new ArrayList<>(saved.arguments());
        arguments.addAll(budgets.budgetArguments());
        return arguments;
    }
}
