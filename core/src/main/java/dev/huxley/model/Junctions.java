package dev.huxley.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A cell as an undirected tree: junctions (tips and the points where branches meet) joined by branches. It tells how
 * branches must be directed, and which hangs on which, once some of them are gone or others have come.
 *
 * <p>Junction b is the end of branch b; the free start of a root has a number above those.
 */
final class Junctions {
    private final int[] start;
    private final int[] end;
    private final List<List<Integer>> branches = new ArrayList<>();

    /** How branches are directed: on which branch each hangs, and whether it runs against its former direction. */
    record Direction(int[] parents, boolean[] reversed) {}

    /** @param start for every branch the junction at its start; {@code end}: at its end; junctions count from 0 */
    private Junctions(int[] start, int[] end) {
        this.start = start;
        this.end = end;
        int count = 1
                + Math.max(
                        Arrays.stream(start).max().orElse(-1),
                        Arrays.stream(end).max().orElse(-1));
        for (int junction = 0; junction < count; junction++) {
            branches.add(new ArrayList<>());
        }
        for (int branch = 0; branch < start.length; branch++) {
            branches.get(start[branch]).add(branch);
            branches.get(end[branch]).add(branch);
        }
    }

    /** The junctions of all branches of a model; cells are not joined. */
    static Junctions of(Structure structure) {
        int count = structure.branches();
        int[] start = new int[count];
        int[] end = new int[count];
        for (int branch = 0; branch < count; branch++) {
            // The start of a root is a junction of its own, numbered after the ends.
            start[branch] = structure.parent(branch) < 0 ? count + branch : structure.parent(branch);
            end[branch] = branch;
        }
        return new Junctions(start, end);
    }

    /** Without the branches that are not kept; the others are numbered anew, in their order. */
    Junctions only(int[] kept) {
        return new Junctions(
                Arrays.stream(kept).map(branch -> start[branch]).toArray(),
                Arrays.stream(kept).map(branch -> end[branch]).toArray());
    }

    /** With two junctions made one. */
    Junctions merged(int one, int other) {
        return new Junctions(
                Arrays.stream(start).map(at -> at == other ? one : at).toArray(),
                Arrays.stream(end).map(at -> at == other ? one : at).toArray());
    }

    int start(int branch) {
        return start[branch];
    }

    int end(int branch) {
        return end[branch];
    }

    /** The branches that meet in a junction. */
    List<Integer> at(int junction) {
        return branches.get(junction);
    }

    /**
     * Directs all branches away from a tip: the start of the first branch that has a free start, else the end of the first
     * branch. Null if the branches are not connected.
     */
    Direction directed() {
        int first = 0;
        boolean fromStart = true;
        while (first < start.length && branches.get(start[first]).size() > 1) {
            first++;
        }
        if (first == start.length) {
            fromStart = false;
            first = 0;
            while (branches.get(end[first]).size() > 1) {
                first++;
            }
        }
        int[] parents = new int[start.length];
        boolean[] reversed = new boolean[start.length];
        boolean[] seen = new boolean[start.length];
        ArrayDeque<Integer> pending = new ArrayDeque<>(List.of(first));
        parents[first] = -1;
        reversed[first] = !fromStart;
        seen[first] = true;
        int reached = 0;
        while (!pending.isEmpty()) {
            int branch = pending.pop();
            reached++;
            int far = reversed[branch] ? start[branch] : end[branch];
            for (int next : branches.get(far)) {
                if (!seen[next]) {
                    seen[next] = true;
                    parents[next] = branch;
                    reversed[next] = start[next] != far;
                    pending.push(next);
                }
            }
        }
        return reached == start.length ? new Direction(parents, reversed) : null;
    }
}
