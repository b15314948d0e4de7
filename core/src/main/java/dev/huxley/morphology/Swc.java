package dev.huxley.morphology;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads SWC reconstructions: one traced point per line, {@code id type x y z radius parent}, lengths in um, the parent
 * of the root being -1 (Cannon et al. 1998, J. Neurosci. Methods 84:49-54). Comments ({@code #}), blank lines, tabs,
 * any line ends and further columns are accepted; points may stand in any order.
 *
 * <p>Anything that is not one tree of points with sizes is refused with a {@link SwcException}.
 */
public final class Swc {
    private static final long MAX_BYTES = 1L << 28;

    private static final Options DEFAULTS =
            new Options(1, Double.POSITIVE_INFINITY, 0.0, false, new int[] {1, 2, 3, 4});

    private Swc() {}

    /** One compartment per branch, no bound on lengths and radii. */
    public static Options options() {
        return DEFAULTS;
    }

    /** Reads {@code file} with one compartment per branch. */
    public static Morphology read(Path file) {
        return read(file, DEFAULTS);
    }

    /**
     * Reads {@code file}.
     *
     * @throws SwcException if the file cannot be read or is not one tree of points with sizes
     */
    public static Morphology read(Path file, Options options) {
        String source = file.toString();
        if (Files.isDirectory(file)) {
            throw new SwcException(source, 0, "is a folder; give the path of one .swc file in it");
        }
        // Comments come in any encoding and the data are ASCII: Latin-1 decodes every byte.
        try {
            long bytes = Files.size(file);
            if (bytes > MAX_BYTES) {
                throw new SwcException(
                        source, 0, bytes + " bytes are more than one neuron has (limit " + MAX_BYTES + ")");
            }
            try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                return trace(lines, source, String.valueOf(file.getFileName()), options);
            }
        } catch (NoSuchFileException e) {
            throw new SwcException(
                    source, "file not found (looked for " + file.toAbsolutePath() + "); check the path", e);
        } catch (IOException e) {
            throw new SwcException(source, "cannot be read (" + e + "); check the permissions of the file", e);
        }
    }

    /**
     * Reads SWC text that comes from elsewhere.
     *
     * @param text the content of an SWC file
     * @param name what error messages call it; the name of the morphology
     * @throws SwcException if the text is not one tree of points with sizes
     */
    public static Morphology parse(String text, String name, Options options) {
        try (BufferedReader lines = new BufferedReader(new StringReader(text))) {
            return trace(lines, name, name, options);
        } catch (IOException e) {
            throw new SwcException(name, "cannot be read (" + e + ")", e);
        }
    }

    private static Morphology trace(BufferedReader lines, String source, String name, Options options)
            throws IOException {
        SwcPoints points = new SwcParser(source, options.minRadius).parse(lines);
        BranchTracer tracer = new BranchTracer(points, options);
        tracer.trace();
        int[] compartments = new int[tracer.branches().size()];
        Arrays.fill(compartments, options.ncomp);
        return new Morphology(name, tracer.branches(), tracer.parents(), compartments, options.minRadius);
    }

    /** How to read; immutable, every method gives a changed copy. */
    public static final class Options {
        final int ncomp;
        final double maxBranchLength;
        final double minRadius;
        final boolean cutAtInterruptions;
        private final int[] relevantTypes;

        private Options(
                int ncomp, double maxBranchLength, double minRadius, boolean cutAtInterruptions, int[] relevantTypes) {
            this.ncomp = ncomp;
            this.maxBranchLength = maxBranchLength;
            this.minRadius = minRadius;
            this.cutAtInterruptions = cutAtInterruptions;
            this.relevantTypes = relevantTypes;
        }

        /** Compartments per branch, at least 1 (default 1). */
        public Options ncomp(int compartmentsPerBranch) {
            if (compartmentsPerBranch < 1 || compartmentsPerBranch > Morphology.MAX_COMPARTMENTS) {
                throw new IllegalArgumentException("ncomp = " + compartmentsPerBranch
                        + " compartments per branch; give a number from 1 to " + Morphology.MAX_COMPARTMENTS);
            }
            return new Options(compartmentsPerBranch, maxBranchLength, minRadius, cutAtInterruptions, relevantTypes);
        }

        /**
         * Cuts longer branches into a chain of branches, at traced points: a new piece begins with the segment that
         * passes a multiple of {@code um} along the branch. A piece can be longer by at most the segment it begins
         * with.
         */
        public Options maxBranchLength(double um) {
            if (!(um > 0)) {
                throw new IllegalArgumentException(
                        "maxBranchLength = " + um + " um; give a length > 0 (infinity, the default, never cuts)");
            }
            return new Options(ncomp, um, minRadius, cutAtInterruptions, relevantTypes);
        }

        /**
         * Lifts traced radii that are smaller to {@code um}, so that points without a radius can be read (default 0:
         * lifts nothing, and a radius of 0 is an error). A tip with radius exactly 0 stays a closing cone in area and
         * volume; the radius and the resistive loads of its compartment are bounded by {@code um}.
         */
        public Options minRadius(double um) {
            if (!(um == 0 || (um >= SwcParser.SMALLEST_RADIUS && um <= SwcParser.LARGEST_NUMBER))) {
                throw new IllegalArgumentException("minRadius = " + um + " um; give 0 (lifts nothing) or a radius from "
                        + SwcParser.SMALLEST_RADIUS + " to " + SwcParser.LARGEST_NUMBER);
            }
            return new Options(ncomp, maxBranchLength, um, cutAtInterruptions, relevantTypes);
        }

        /**
         * Whether a branch also ends where the tracing was interrupted, that is where a point does not directly follow
         * its parent in the file; NEURON's importer cuts there (default false).
         */
        public Options cutAtInterruptions(boolean cut) {
            return new Options(ncomp, maxBranchLength, minRadius, cut, relevantTypes);
        }

        /**
         * The types between which a branch ends (default 1, 2, 3, 4: soma, axon, basal, apical). All other types count
         * as one and the same; groups keep the type of the file.
         */
        public Options relevantTypes(int... types) {
            int[] sorted = types.clone();
            Arrays.sort(sorted);
            return new Options(ncomp, maxBranchLength, minRadius, cutAtInterruptions, sorted);
        }

        boolean isRelevant(int type) {
            return Arrays.binarySearch(relevantTypes, type) >= 0;
        }
    }
}
