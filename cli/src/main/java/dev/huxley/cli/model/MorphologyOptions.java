package dev.huxley.cli.model;

import dev.huxley.morphology.Swc;
import dev.huxley.morphology.SwcDescription;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options for reading a morphology, shared by all commands that read one. */
public final class MorphologyOptions {
    @Option(
            names = "--min-radius",
            paramLabel = "UM",
            defaultValue = "0",
            description =
                    "least radius of traced points, for files with points without one (default: ${DEFAULT-VALUE})")
    private double minRadius;

    @Option(
            names = "--scale",
            paramLabel = "X",
            defaultValue = "1",
            description = "um per unit of the morphology: 0.001 for nanometres (default: ${DEFAULT-VALUE})")
    private double scale;

    /** Reads a morphology as the options say, with a description of the file. */
    public SwcDescription read(Path swc, int compartments) {
        return Swc.describe(
                swc, Swc.options().ncomp(compartments).minRadius(minRadius).scale(scale));
    }

    /** Throws an error if these options are given without a morphology. */
    void requireUnused() {
        if (minRadius != 0 || scale != 1) {
            throw new IllegalArgumentException(
                    "--min-radius and --scale are for the points of a morphology; give one with --swc FILE");
        }
    }
}
