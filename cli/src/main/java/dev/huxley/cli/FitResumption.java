package dev.huxley.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The option {@code --resume}: goes on with a fit by features, with the options with which it began. */
final class FitResumption {
    private static final Set<String> ALLOWED = Set.of("--resume", "--evaluations", "--minutes");

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

    /** The command of the fit in a folder; its arguments have the new budgets. */
    static FitCommand command(SavedCommand saved, Path folder, FeatureOptions budgets) {
        FitCommand original = new FitCommand();
        new CommandLine(original)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .registerConverter(Path.class, WrongUsage::path)
                .parseArgs(arguments(saved, budgets).given().toArray(String[]::new));
        original.common().recording = saved.recording();
        original.common().out = folder;
        return original;
    }

    /** The arguments of a fit with new budgets behind, which win. */
    static FitArguments arguments(SavedCommand saved, FeatureOptions budgets) {
        return new FitArguments(saved.arguments()).and(budgets.budgetArguments());
    }
}
