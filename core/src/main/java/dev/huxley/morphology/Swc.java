package dev.huxley.morphology;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Reads SWC reconstructions: one traced point per line, {@code id type x y z radius parent}, lengths in um, the parent
 * of the root being -1 (Cannon et al. 1998, J. Neurosci. Methods 84:49-54). Comments ({@code #}), blank lines, tabs,
 * any line ends and further columns are accepted; points may come in any order, and ids have up to 64 bits.
 *
 * <p>{@link Conventions} define how points become cable. Guesses (an outline as soma, several trees) and implausible
 * data (a soma of 1 mm) cause a warning on the error stream, or an error ({@link Options#strict}); {@link #describe}
 * lists all findings and repairs. Anything that is not a tree of points with sizes throws a {@link SwcException}.
 */
public final class Swc {
    private static final long MAX_BYTES = 1L << 28;

    private Swc() {}

    /**
     * The default options: one compartment per branch, no bound on lengths and radii, lengths in um, the physical
     * reading.
     */
    public static Options options() {
        return new Options();
    }

    /** Reads {@code file} with one compartment per branch. */
    public static Morphology read(Path file) {
        return read(file, options());
    }

    /**
     * Reads {@code file}; prints warnings.
     *
     * @throws SwcException if the file cannot be read or is not a tree of points with sizes
     */
    public static Morphology read(Path file, Options options) {
        return describe(file, options).warned().morphology();
    }

    /**
     * Reads SWC text from another source; prints warnings.
     *
     * @param text the content of an SWC file
     * @param name the name of the morphology, also used in errors
     * @throws SwcException if the text is not a tree of points with sizes
     */
    public static Morphology parse(String text, String name, Options options) {
        return describe(text, name, options).warned().morphology();
    }

    /** Describes a file and the morphology read from it with one compartment per branch; prints as a table. */
    public static SwcDescription describe(Path file) {
        return describe(file, options());
    }

    /**
     * Describes a file and the morphology read from it; prints as a table. The description contains the warnings, which
     * are not printed separately.
     *
     * @throws SwcException if the file cannot be read or is not a tree of points with sizes
     */
    public static SwcDescription describe(Path file, Options options) {
        String source = file.toString();
        if (Files.isDirectory(file)) {
            throw new SwcException(source, 0, "is a folder; give the path of one .swc file in it");
        }
        try {
            long bytes = Files.size(file);
            if (bytes > MAX_BYTES) {
                throw new SwcException(
                        source, 0, bytes + " bytes are more than one neuron has (limit " + MAX_BYTES + ")");
            }
            SwcNotes notes = new SwcNotes(source, options.strict);
            try (InputStream stream = Files.newInputStream(file);
                    BufferedReader lines = SwcText.lines(stream, notes)) {
                return read(lines, source, String.valueOf(file.getFileName()), options, notes);
            }
        } catch (NoSuchFileException e) {
            throw new SwcException(
                    source, "file not found (looked for " + file.toAbsolutePath() + "); check the path", e);
        } catch (IOException e) {
            throw new SwcException(source, "cannot be read (" + e + "); check the permissions of the file", e);
        }
    }

    /** Describes SWC text from another source. */
    public static SwcDescription describe(String text, String name, Options options) {
        try (BufferedReader lines = new BufferedReader(new StringReader(text))) {
            return read(lines, name, name, options, new SwcNotes(name, options.strict));
        } catch (IOException e) {
            throw new SwcException(name, "cannot be read (" + e + ")", e);
        }
    }

    private static SwcDescription read(
            BufferedReader lines, String source, String name, Options options, SwcNotes notes) throws IOException {
        SwcPoints points = SwcLinker.link(new SwcParser(source, notes).parse(lines), options.scale, notes);
        if (options.conventions == Conventions.JAXLEY) {
            JaxleyTracer tracer = new JaxleyTracer(points, options);
            List<Integer> soma = IntStream.range(0, points.count())
                    .filter(point -> points.type()[point] == Soma.TYPE)
                    .boxed()
                    .toList();
            if (!soma.isEmpty()) {
                Soma.warnOfSize(points, soma, notes);
            }
            return SwcDescription.of(
                    points, soma.size() + " points, by the conventions of Jaxley", tracer.trace(name), notes);
        }
        SectionTracer tracer = new SectionTracer(points.liftedTo(options.minRadius, notes), options, notes);
        Morphology morphology = tracer.trace(name);
        return SwcDescription.of(points, tracer.soma().words(), morphology, notes);
    }

    /** The options for reading a file; every method gives a changed copy. */
    public static final class Options {
        private static final double SMALLEST_SCALE = 1e-9;
        private static final double LARGEST_SCALE = 1e9;
        private static final int[] REFERENCE_TYPES = {1, 2, 3, 4};

        int ncomp = 1;
        double maxBranchLength = Double.POSITIVE_INFINITY;
        double minRadius;
        double scale = 1;
        boolean cutAtInterruptions;
        boolean strict;
        Conventions conventions = Conventions.PHYSICAL;
        private int[] relevantTypes;

        private Options() {}

        private Options copy() {
            Options copy = new Options();
            copy.ncomp = ncomp;
            copy.maxBranchLength = maxBranchLength;
            copy.minRadius = minRadius;
            copy.scale = scale;
            copy.cutAtInterruptions = cutAtInterruptions;
            copy.strict = strict;
            copy.conventions = conventions;
            copy.relevantTypes = relevantTypes;
            return copy;
        }

        /** Sets the number of compartments per branch, at least 1 (default 1). */
        public Options ncomp(int compartmentsPerBranch) {
            if (compartmentsPerBranch < 1 || compartmentsPerBranch > Morphology.MAX_COMPARTMENTS) {
                throw new IllegalArgumentException("ncomp = " + compartmentsPerBranch
                        + " compartments per branch; give a number from 1 to " + Morphology.MAX_COMPARTMENTS);
            }
            Options changed = copy();
            changed.ncomp = compartmentsPerBranch;
            return changed;
        }

        /** Chooses the conventions for the soma and changes of type (default {@link Conventions#PHYSICAL}). */
        public Options conventions(Conventions chosen) {
            Options changed = copy();
            changed.conventions = Objects.requireNonNull(chosen, "conventions: PHYSICAL or JAXLEY");
            return changed;
        }

        /**
         * Sets the factor that converts places and radii of the file to um: 0.001 for a file in nanometres (default 1).
         */
        public Options scale(double umPerUnit) {
            if (!(umPerUnit >= SMALLEST_SCALE && umPerUnit <= LARGEST_SCALE)) {
                throw new IllegalArgumentException(
                        "scale = " + umPerUnit + " um per unit of the file; give a number from " + SMALLEST_SCALE
                                + " to " + LARGEST_SCALE + " (0.001 for nanometres)");
            }
            Options changed = copy();
            changed.scale = umPerUnit;
            return changed;
        }

        /**
         * Chooses whether files that can be read only with guesses cause errors: a soma traced as a contour, several
         * trees, a soma of implausible size, and anything else that gives a warning (default false).
         */
        public Options strict(boolean refuse) {
            Options changed = copy();
            changed.strict = refuse;
            return changed;
        }

        /**
         * Cuts longer branches into a chain of branches, at traced points: a new piece begins with the segment that
         * passes a multiple of {@code um} along the branch. A piece can be longer than that by at most its first
         * segment.
         */
        public Options maxBranchLength(double um) {
            if (!(um > 0)) {
                throw new IllegalArgumentException(
                        "maxBranchLength = " + um + " um; give a length > 0 (infinity, the default, never cuts)");
            }
            Options changed = copy();
            changed.maxBranchLength = um;
            return changed;
        }

        /**
         * Raises smaller radii to {@code um}, so that points without a radius can be read. With the default of 0, only
         * a tip may have the radius 0, where a cone closes. Raised radii apply to area, volume and resistance. With the
         * conventions of Jaxley a tip with radius exactly 0 stays a closing cone, whose loads {@code um} bounds.
         */
        public Options minRadius(double um) {
            if (!(um == 0 || (um >= SwcPoints.SMALLEST_RADIUS && um <= SwcParser.LARGEST_NUMBER))) {
                throw new IllegalArgumentException("minRadius = " + um + " um; give 0 (lifts nothing) or a radius from "
                        + SwcPoints.SMALLEST_RADIUS + " to " + SwcParser.LARGEST_NUMBER);
            }
            Options changed = copy();
            changed.minRadius = um;
            return changed;
        }

        /**
         * Chooses whether a branch also ends where the tracing was interrupted, that is, where a point does not directly
         * follow its parent in the file; NEURON's importer cuts there (default false).
         */
        public Options cutAtInterruptions(boolean cut) {
            Options changed = copy();
            changed.cutAtInterruptions = cut;
            return changed;
        }

        /**
         * Sets the types between which a branch ends; all others count as one, and a branch of them is in the group of
         * its first segment. Unless set, all types are distinguished; with the conventions of Jaxley, 1, 2, 3 and 4
         * (soma, axon, basal, apical) are.
         */
        public Options relevantTypes(int... types) {
            Options changed = copy();
            changed.relevantTypes = types.clone();
            Arrays.sort(changed.relevantTypes);
            return changed;
        }

        boolean isRelevant(int type) {
            if (relevantTypes == null && conventions == Conventions.PHYSICAL) {
                return true;
            }
            return Arrays.binarySearch(relevantTypes == null ? REFERENCE_TYPES : relevantTypes, type) >= 0;
        }

        @Override
        public String toString() {
            return "Swc.Options[ncomp " + ncomp + ", maxBranchLength " + maxBranchLength + " um, minRadius " + minRadius
                    + " um, scale " + scale + ", conventions " + conventions + (strict ? ", strict" : "")
                    + (cutAtInterruptions ? ", cut at interruptions" : "") + "]";
        }
    }
}
