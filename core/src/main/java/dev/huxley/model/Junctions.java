package dev.huxley.model;

import dev.huxley.morphology.Attachment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A cell as an undirected tree: junctions (tips and the points where branches meet) joined by branches. It directs the
 * branches and finds their parents after some were removed or others added.
 *
 * <p>A branch has a junction at its start, its middle and its end, but may itself begin only at its start or end.
 * Junction b is the end of branch b; starts of roots and middles have numbers above those.
 */
final class Junctions {
    private final int[] start;
    private final int[] middle;
    private final int[] end;
    /** True for a branch that is the parent of others at its start. */
    private final boolean[] bearsAtStart;

    private final List<List<Integer>> branches = new ArrayList<>();

    /**
     * The directions of branches: the parent of each, the place on that parent at which the branch begins, and whether
     * the branch runs against its former direction.
     */
    record Direction(int[] parents, List<Attachment> attachments, boolean[] reversed) {}

    private Junctions(int[] start, int[] middle, int[] end, boolean[] bearsAtStart) {
        this.start = start;
        this.middle = middle;
        this.end = end;
        this.bearsAtStart = bearsAtStart;
        int count = 1
                + IntStream.of(largest(start), largest(middle), largest(end))
                        .max()
                        .orElseThrow();
        for (int junction = 0; junction < count; junction++) {
            branches.add(new ArrayList<>());
        }
        for (int branch = 0; branch < start.length; branch++) {
            branches.get(start[branch]).add(branch);
            branches.get(middle[branch]).add(branch);
            branches.get(end[branch]).add(branch);
        }
    }

    private static int largest(int[] values) {
        return Arrays.stream(values).max().orElse(-1);
    }

    /** The junctions of all branches of a model; cells are not joined. */
    static Junctions of(Structure structure) {
        int count = structure.branches();
        int[] start = new int[count];
        int[] middle = new int[count];
        int[] end = new int[count];
        boolean[] bearsAtStart = new boolean[count];
        for (int branch = 0; branch < count; branch++) {
            int parent = structure.parent(branch);
            end[branch] = branch;
            // The start of a root is a junction of its own, numbered after the ends; after those come the middles.
            start[branch] = parent < 0
                    ? count + branch
                    : switch (structure.attachment(branch)) {
                        case START -> count + parent;
                        case MIDDLE -> 2 * count + parent;
                        case END -> parent;
                    };
            middle[branch] = 2 * count + branch;
            if (parent >= 0 && structure.attachment(branch) == Attachment.START) {
                bearsAtStart[parent] = true;
            }
        }
        return new Junctions(start, middle, end, bearsAtStart);
    }

    /** A copy with only the kept branches, renumbered in their order. */
    Junctions only(int[] kept) {
        boolean[] bears = new boolean[kept.length];
        for (int i = 0; i < kept.length; i++) {
            bears[i] = bearsAtStart[kept[i]];
        }
        return new Junctions(picked(start, kept), picked(middle, kept), picked(end, kept), bears);
    }

    private static int[] picked(int[] values, int[] kept) {
        return Arrays.stream(kept).map(branch -> values[branch]).toArray();
    }

    /** A copy in which two junctions are merged. */
    Junctions merged(int one, int other) {
        return new Junctions(
                replaced(start, other, one), replaced(middle, other, one), replaced(end, other, one), bearsAtStart);
    }

    private static int[] replaced(int[] values, int from, int to) {
        return Arrays.stream(values).map(at -> at == from ? to : at).toArray();
    }

    int start(int branch) {
        return start[branch];
    }

    int middle(int branch) {
        return middle[branch];
    }

    int end(int branch) {
        return end[branch];
    }

    /** The number of junctions. */
    int count() {
        return branches.size();
    }

    /** The branches that meet in a junction. */
    List<Integer> at(int junction) {
        return branches.get(junction);
    }

    /**
     * Directs all branches away from a root: the branch at whose middle others begin, since no branch may begin with
     * its middle; else the branch with others at its start; else a tip: the start of the first branch that has a free
     * start, else the end of the first branch. Null if the branches are not connected.
     *
     * @throws IllegalArgumentException if no branch can be the root, since each would have another attached to it by
     *     its middle
     */
    Direction directed() {
        boolean[] withMiddle = new boolean[start.length];
        boolean anyMiddle = false;
        for (int branch = 0; branch < start.length; branch++) {
            withMiddle[branch] = branches.get(middle[branch]).size() > 1;
            anyMiddle |= withMiddle[branch];
        }
        if (!anyMiddle) {
            return directed(tip());
        }
        for (int root = 0; root < start.length; root++) {
            if (withMiddle[root] && !hangsByAMiddle(root)) {
                return directed(root);
            }
        }
        throw new IllegalArgumentException(
                "neurites begin at the middles of two branches (two somata), one of which would"
                        + " have to hang on a neurite by its middle; remove one of them first");
    }

    /**
     * The root if no branch has others at its middle: a branch's number b, or its complement (-1 - b) if the branch is
     * to be turned round.
     */
    private int tip() {
        for (int branch = 0; branch < start.length; branch++) {
            if (bearsAtStart[branch] || branches.get(start[branch]).size() == 1) {
                return branch;
            }
        }
        int branch = 0;
        while (branches.get(end[branch]).size() > 1) {
            branch++;
        }
        return -1 - branch;
    }

    /** Tells whether some branch would begin at its middle if this one were the root. */
    private boolean hangsByAMiddle(int root) {
        Direction direction = directed(root);
        if (direction == null) {
            return false; // the caller reports this
        }
        for (int branch = 0; branch < start.length; branch++) {
            int parent = direction.parents[branch];
            if (parent >= 0 && isJunctionOf(parent, middle[branch])) {
                return true;
            }
        }
        return false;
    }

    private boolean isJunctionOf(int branch, int junction) {
        return start[branch] == junction || middle[branch] == junction || end[branch] == junction;
    }

    /** @param root the branch, or its complement (-1 - b) if it is to be turned round */
    private Direction directed(int root) {
        int first = root < 0 ? -1 - root : root;
        int count = start.length;
        int[] parents = new int[count];
        Attachment[] attachments = new Attachment[count];
        boolean[] reversed = new boolean[count];
        boolean[] seen = new boolean[count];
        ArrayDeque<Integer> pending = new ArrayDeque<>(List.of(first));
        parents[first] = -1;
        attachments[first] = Attachment.END;
        reversed[first] = root < 0;
        seen[first] = true;
        int reached = 0;
        while (!pending.isEmpty()) {
            int branch = pending.pop();
            reached++;
            for (Attachment place : Attachment.values()) {
                int junction = junction(branch, place, reversed[branch]);
                for (int next : branches.get(junction)) {
                    if (!seen[next]) {
                        seen[next] = true;
                        parents[next] = branch;
                        attachments[next] = place;
                        reversed[next] = start[next] != junction;
                        pending.push(next);
                    }
                }
            }
        }
        return reached == count ? new Direction(parents, List.of(attachments), reversed) : null;
    }

    /** The junction at a place of a branch as it is directed. */
    private int junction(int branch, Attachment place, boolean isReversed) {
        return switch (place) {
            case START -> isReversed ? end[branch] : start[branch];
            case MIDDLE -> middle[branch];
            case END -> isReversed ? start[branch] : end[branch];
        };
    }
}
