package dev.huxley.morphology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Writes morphologies as SWC, so that {@link Swc#read} gives back the same branches: their points, lengths, areas, axial
 * resistances and types.
 *
 * <pre>{@code
 * SwcWriter.write(cell.morphology(), Path.of("cell.swc"));
 * }</pre>
 *
 * <p>The file is read as it is meant with {@link Conventions#PHYSICAL}, the default. Branches that were cut because of
 * their length or an interruption of the tracing are one branch in the file. A branch that begins away from the end of
 * its parent is moved there with all behind it. Numbers have all their digits.
 */
public final class SwcWriter {
    /** The relative difference of the whole length and area by which rounding alone differs. */
    private static final double TOLERANCE = 1e-9;

    private final Morphology morphology;
    private final StringBuilder text = new StringBuilder();
    /** For each branch the numbers of its first and its last point, and of one in its middle. */
    private final int[][] pointAt;

    /** For each branch its displacement, um. */
    private final double[][] moved;

    private int written;

    private SwcWriter(Morphology morphology) {
        this.morphology = morphology;
        pointAt = new int[morphology.branchCount()][3];
        moved = new double[morphology.branchCount()][3];
        text.append("# ").append(morphology.name().replaceAll("\\s+", " ")).append(", written by Huxley\n");
        text.append("# id type x y z radius parent, in um\n");
        for (int branch = 0; branch < morphology.branchCount(); branch++) {
            add(branch);
        }
    }

    /**
     * The text of a morphology in SWC.
     *
     * @throws IllegalArgumentException if the text would be read with another area or length, as where branches of
     *     different radii meet: SWC has no jump of the radius without a ring of membrane
     */
    public static String text(Morphology morphology) {
        SwcWriter writer = new SwcWriter(morphology);
        String text = writer.text.toString();
        requireSame(
                morphology, Swc.describe(text, morphology.name(), Swc.options()).morphology());
        return text;
    }

    /**
     * Writes a morphology into a file.
     *
     * @throws IllegalArgumentException if areas or lengths would not be kept, see {@link #text}; nothing is written then
     * @throws UncheckedIOException if the file cannot be written
     */
    public static void write(Morphology morphology, Path file) {
        String text = text(morphology);
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private void add(int branch) {
        TracedBranch traced = morphology.branches().get(branch);
        int parent = morphology.parents()[branch];
        Attachment attachment = morphology.attachments().get(branch);
        int before = parent < 0 ? -1 : pointAt[parent][attachment.ordinal()];
        int first = 0;
        if (parent >= 0 && !beginsInside(parent, attachment)) {
            move(branch, parent, attachment);
            first = isShared(branch, parent, attachment) ? 1 : 0;
        } else if (parent >= 0) {
            moved[branch] = moved[parent].clone();
        }
        int middle = traced.pointCount() / 2;
        pointAt[branch][Attachment.START.ordinal()] = first == 1 ? before : written + 1;
        for (int point = first; point < traced.pointCount(); point++) {
            line(traced, branch, point, before);
            before = written;
            if (point == middle) {
                pointAt[branch][Attachment.MIDDLE.ordinal()] = written;
            }
        }
        pointAt[branch][Attachment.END.ordinal()] = written;
    }

    private void line(TracedBranch traced, int branch, int point, int before) {
        written++;
        text.append(written).append(' ').append(traced.type());
        double[] place = place(branch, point);
        for (double coordinate : place) {
            text.append(' ').append(coordinate);
        }
        text.append(' ')
                .append(traced.radius()[point])
                .append(' ')
                .append(before)
                .append('\n');
    }

    /** Tells whether the stretch between a branch and its parent is inside of a soma, so that it is no cable. */
    private boolean beginsInside(int parent, Attachment attachment) {
        TracedBranch traced = morphology.branches().get(parent);
        return traced.isSphere() || (traced.type() == Soma.TYPE && isInterior(parent, attachment));
    }

    /** Tells whether the soma goes on beyond the place of an attachment. */
    private boolean isInterior(int parent, Attachment attachment) {
        if (attachment == Attachment.MIDDLE) {
            return true;
        }
        int[] parents = morphology.parents();
        for (int other = 0; other < parents.length; other++) {
            if (parents[other] == parent
                    && morphology.attachments().get(other) == attachment
                    && morphology.branches().get(other).type() == Soma.TYPE) {
                return true;
            }
        }
        return attachment == Attachment.START
                && parents[parent] >= 0
                && morphology.branches().get(parents[parent]).type() == Soma.TYPE;
    }

    /** Moves a branch to the place on its parent at which it begins. */
    private void move(int branch, int parent, Attachment attachment) {
        double[] target = place(parent, pointOf(parent, attachment));
        double[] start = place(branch, 0);
        for (int axis = 0; axis < 3; axis++) {
            double by = target[axis] - start[axis];
            moved[branch][axis] = Math.abs(by) <= SwcPoints.SAME_PLACE ? moved[parent][axis] : by;
        }
    }

    private int pointOf(int branch, Attachment attachment) {
        int count = morphology.branches().get(branch).pointCount();
        return switch (attachment) {
            case START -> 0;
            case MIDDLE -> count / 2;
            case END -> count - 1;
        };
    }

    /** Tells whether the first point of a branch is the point of its parent at which it begins. */
    private boolean isShared(int branch, int parent, Attachment attachment) {
        TracedBranch traced = morphology.branches().get(branch);
        TracedBranch other = morphology.branches().get(parent);
        double radius = other.radius()[pointOf(parent, attachment)];
        boolean isBesideSoma = other.type() == Soma.TYPE && traced.type() != Soma.TYPE;
        // Beside a soma the first stretch of a neurite has the radius of its first own point.
        return isBesideSoma
                ? traced.pointCount() > 1 && traced.radius()[0] == traced.radius()[1]
                : traced.radius()[0] == radius;
    }

    private double[] place(int branch, int point) {
        TracedBranch traced = morphology.branches().get(branch);
        double[] place = {traced.x()[point], traced.y()[point], traced.z()[point]};
        for (int axis = 0; axis < 3; axis++) {
            place[axis] += moved[branch][axis];
        }
        return place;
    }

    private static void requireSame(Morphology given, Morphology read) {
        requireSame("area", "um2", sum(given.area()), sum(read.area()));
        requireSame("length", "um", sum(given.length()), sum(read.length()));
    }

    private static void requireSame(String what, String unit, double given, double read) {
        if (Math.abs(given - read) > TOLERANCE * given) {
            throw new IllegalArgumentException(
                    "the " + what + " of the cell is " + given + " " + unit
                            + ", and a file in SWC would be read with " + read + " " + unit
                            + ": where branches of different radii meet, SWC has a ring of membrane; let the radii agree there");
        }
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    @Override
    public String toString() {
        return "SwcWriter[" + morphology + "]";
    }
}
