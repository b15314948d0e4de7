package dev.huxley.morphology;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The shape of one neuron: a tree of branches, each cut into compartments of equal length. Immutable; every returned
 * array is a copy.
 *
 * <p>Arrays over compartments are in branch-major order: all compartments of branch 0, from the end joined to its
 * parent to the other end, then those of branch 1, and so on. A parent always has a lower number than its children.
 */
public final class Morphology {
    static final int MAX_COMPARTMENTS = 10_000_000;
    private static final long MAX_GROUP_ENTRIES = 100_000_000;

    private final String name;
    private final List<TracedBranch> branches;
    private final int[] parents;
    private final int[] firstCompartment;
    private final List<Attachment> attachments;
    private final double minRadius;
    private final Conventions conventions;
    private final CompartmentGeometry geometry;

    Morphology(
            String name,
            List<TracedBranch> branches,
            int[] parents,
            List<Attachment> attachments,
            int[] compartments,
            double minRadius,
            Conventions conventions) {
        this.name = name;
        this.branches = List.copyOf(branches);
        this.parents = parents.clone();
        this.attachments = List.copyOf(attachments);
        this.minRadius = minRadius;
        this.conventions = conventions;
        this.firstCompartment = firstCompartments(name, this.branches, compartments);
        this.geometry = new CompartmentGeometry(compartmentCount(), minRadius, conventions);
        for (int b = 0; b < branches.size(); b++) {
            geometry.fill(branches.get(b), firstCompartment[b], compartments[b]);
        }
    }

    /**
     * A single traced branch, cut into compartments.
     *
     * @param minRadius the least radius of a compartment, um; 0 for none
     * @param conventions those by which the branch was traced
     */
    public static Morphology ofBranch(
            TracedBranch branch, int compartments, double minRadius, Conventions conventions) {
        return new Morphology(
                "a branch",
                List.of(branch),
                new int[] {-1},
                List.of(Attachment.END),
                new int[] {compartments},
                minRadius,
                conventions);
    }

    /**
     * A tree of branches, each cut into compartments.
     *
     * @param name a name for messages
     * @param branches the branches, parents before their children
     * @param parents the parent of each, -1 for the root
     * @param attachments the place on its parent at which each begins
     * @param compartments the number of compartments of each
     */
    public static Morphology ofBranches(
            String name, List<TracedBranch> branches, int[] parents, List<Attachment> attachments, int[] compartments) {
        for (int branch = 0; branch < parents.length; branch++) {
            if (parents[branch] >= branch) {
                throw new IllegalArgumentException("branch " + branch + " of " + name + " comes before its parent "
                        + parents[branch] + "; number parents before their children");
            }
        }
        return new Morphology(name, branches, parents, attachments, compartments, 0, Conventions.PHYSICAL);
    }

    private static int[] firstCompartments(String name, List<TracedBranch> branches, int[] compartments) {
        if (compartments.length != branches.size()) {
            throw new IllegalArgumentException(name + " has " + branches.size() + " branches, but "
                    + compartments.length + " numbers of compartments were given; give one per branch");
        }
        int[] first = new int[compartments.length + 1];
        long sum = 0;
        for (int b = 0; b < compartments.length; b++) {
            if (compartments[b] < 1) {
                throw new IllegalArgumentException("branch " + b + " of " + name + " cannot have " + compartments[b]
                        + " compartments; give at least 1");
            }
            sum += compartments[b];
            if (sum > MAX_COMPARTMENTS) {
                throw new IllegalArgumentException(name + " would have more than " + MAX_COMPARTMENTS
                        + " compartments (branches 0 to " + b + " alone have " + sum
                        + "); give fewer compartments per branch");
            }
            first[b + 1] = (int) sum;
        }
        long types = branches.stream().mapToInt(TracedBranch::type).distinct().count();
        if (types * sum > MAX_GROUP_ENTRIES) {
            throw new IllegalArgumentException(name + " has " + types + " types of branches and would have " + sum
                    + " compartments, too many for one group per type; give fewer compartments per branch, or merge"
                    + " types in the file");
        }
        return first;
    }

    /**
     * A copy with other numbers of compartments; sizes are integrated anew from the traced points.
     *
     * @param compartmentsPerBranch one number per branch, each at least 1
     * @throws IllegalArgumentException if there are not as many numbers as branches, one is below 1, or the sum is
     *     more than ten million
     */
    public Morphology withCompartments(int... compartmentsPerBranch) {
        return new Morphology(name, branches, parents, attachments, compartmentsPerBranch, minRadius, conventions);
    }

    /** The file's name, or the name given with the text. */
    public String name() {
        return name;
    }

    /** The number of branches. */
    public int branchCount() {
        return branches.size();
    }

    /** The number of compartments of all branches. */
    public int compartmentCount() {
        return firstCompartment[branches.size()];
    }

    /** The parent of each branch, -1 for the root. */
    public int[] parents() {
        return parents.clone();
    }

    /** The place on its parent at which each branch begins. */
    public List<Attachment> attachments() {
        return attachments;
    }

    /** The conventions by which the file was read. */
    public Conventions conventions() {
        return conventions;
    }

    /** The number of compartments of each branch. */
    public int[] compartmentsPerBranch() {
        int[] counts = new int[branches.size()];
        Arrays.setAll(counts, b -> firstCompartment[b + 1] - firstCompartment[b]);
        return counts;
    }

    /** The branch of each compartment. */
    public int[] branchOfCompartment() {
        int[] owner = new int[compartmentCount()];
        for (int b = 0; b < branches.size(); b++) {
            Arrays.fill(owner, firstCompartment[b], firstCompartment[b + 1], b);
        }
        return owner;
    }

    /** The traced points of each branch. */
    public List<TracedBranch> branches() {
        return branches;
    }

    /** The requested least radius, um; 0 if none. */
    public double minRadius() {
        return minRadius;
    }

    /** Length of each compartment, um. */
    public double[] length() {
        return geometry.length.clone();
    }

    /** Mean traced radius of each compartment, um. */
    public double[] radius() {
        return geometry.radius.clone();
    }

    /** Membrane area of each compartment, um2. For a tapering neurite it is not 2 pi radius length. */
    public double[] area() {
        return geometry.area.clone();
    }

    /** Volume of each compartment, um3. */
    public double[] volume() {
        return geometry.volume.clone();
    }

    /** Axial resistance per axial resistivity from each compartment's start to its center, 1/um; finite and positive. */
    public double[] resistiveLoadIn() {
        return geometry.resistiveLoadIn.clone();
    }

    /** Axial resistance per axial resistivity from each compartment's center to its end, 1/um; finite and positive. */
    public double[] resistiveLoadOut() {
        return geometry.resistiveLoadOut.clone();
    }

    /** x of each compartment's center, the middle between its two ends, um. */
    public double[] x() {
        return geometry.x.clone();
    }

    /** y of each compartment's center, the middle between its two ends, um. */
    public double[] y() {
        return geometry.y.clone();
    }

    /** z of each compartment's center, the middle between its two ends, um. */
    public double[] z() {
        return geometry.z.clone();
    }

    /**
     * The groups by SWC type, in the order of types: undefined (0), soma, axon, basal, apical, custom5, ...; only those
     * that occur. Each has one flag per compartment.
     */
    public Map<String, boolean[]> groups() {
        TreeMap<Integer, boolean[]> members = new TreeMap<>();
        for (int b = 0; b < branches.size(); b++) {
            boolean[] mask = members.computeIfAbsent(branches.get(b).type(), t -> new boolean[compartmentCount()]);
            Arrays.fill(mask, firstCompartment[b], firstCompartment[b + 1], true);
        }
        Map<String, boolean[]> groups = new LinkedHashMap<>();
        members.forEach((type, mask) -> groups.put(TracedBranch.group(type), mask));
        return Collections.unmodifiableMap(groups);
    }

    @Override
    public String toString() {
        return "Morphology[" + name + ", " + branchCount() + " branches, " + compartmentCount() + " compartments]";
    }
}
