package dev.huxley.cli;

import dev.huxley.cli.model.PathOption;
import dev.huxley.fit.feature.FeatureFit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The option {@code --resume}: goes on with a fit by features, with the options with which it began. */
final class FitResumption {
    private static final Set<String> ALLOWED = Set.of("--resume", "--evaluations", "--minutes", "--spark");

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
                    + " cannot be given with --resume, which goes on with the options of the fit; only --evaluations,"
                    + " --minutes and --spark may be given");
        }
    }

    /**
     * Checks a new budget against the candidates that were evaluated; of a folder against those of each of its recordings.
     *
     * @param evaluations the new budget, null for the one with which the fit began
     * @throws ParameterException if it is smaller, since the fit would lose what it has found
     */
    static void requireBudget(CommandLine command, SavedCommand saved, Path folder, Long evaluations) {
        if (evaluations == null) {
            return;
        }
        List<Path> fits = !Files.isDirectory(saved.recording())
                ? List.of(folder)
                : FolderFitting.recordings(saved.recording()).stream()
                        .map(recording -> folder.resolve(recording.getFileName().toString()))
                        .toList();
        for (Path fit : fits) {
            long made = FeatureFit.isSavedIn(fit) ? FeatureFit.savedEvaluations(fit) : 0;
            if (evaluations < made) {
                throw new ParameterException(
                        command,
                        "Invalid value for option '--evaluations': " + evaluations + "; the fit in '" + fit
                                + "' has made " + made + " evaluations and can only go on with more, or begin anew"
                                + " with fewer in another folder (--out)");
            }
        }
    }

    /** The command of the fit in a folder; its arguments have the new budgets. */
    static FitCommand command(SavedCommand saved, Path folder, FeatureOptions budgets) {
        FitCommand original = new FitCommand();
        new CommandLine(original)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .registerConverter(Path.class, new PathOption())
                .parseArgs(arguments(saved, budgets).given().toArray(String[]::new));
        original.common().recording = saved.recording();
        original.common().out = folder;
        original.features().spark = budgets.spark;
        return original;
    }

    /** The arguments of a fit with new budgets behind, which win. */
    static FitArguments arguments(SavedCommand saved, FeatureOptions budgets) {
        return new FitArguments(saved.arguments()).and(budgets.budgetArguments());
    }
}
