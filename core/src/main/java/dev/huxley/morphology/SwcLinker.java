package dev.huxley.morphology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Links columns to one tree of points. Ids are sorted, so parents are found by bisection and points may come in any
 * order. Cost: n log n in the number of points.
 *
 * <p>A root has the parent -1. A parent 0 that is not a point, and a root that names itself, are read as -1. Of several
 * trees the one with the soma is kept; if several or none have a soma, the largest of them.
 */
final class SwcLinker {
    private static final int SOMA = 1;
    private static final int SHOWN = 5;

    private final SwcColumns columns;
    private final SwcNotes notes;
    private final int count;
    /** The ids in ascending order, the order of all arrays. */
    private final long[] id;

    private final int[] row;
    private final int[] parent;

    private SwcLinker(SwcColumns columns, SwcNotes notes) {
        this.columns = columns;
        this.notes = notes;
        this.count = columns.count();
        this.id = Arrays.copyOf(columns.id(), count);
        Arrays.sort(id);
        this.row = new int[count];
        this.parent = new int[count];
    }

    /** @param scale the factor that converts lengths of the file to um */
    static SwcPoints link(SwcColumns columns, double scale, SwcNotes notes) {
        SwcLinker linker = new SwcLinker(columns, notes);
        linker.findRows();
        List<Integer> roots = linker.findParents();
        int[] tree = linker.trees(roots);
        return linker.points(linker.kept(roots, tree), scale, roots.size());
    }

    private void findRows() {
        Arrays.fill(row, -1);
        for (int r = 0; r < count; r++) {
            int i = Arrays.binarySearch(id, columns.id()[r]);
            // Of equal ids bisection finds the same one every time.
            if (row[i] >= 0) {
                throw error(
                        r,
                        "id " + id[i] + " is already the id of the point in line " + columns.line()[row[i]]
                                + "; every point needs an id of its own");
            }
            row[i] = r;
        }
    }

    private List<Integer> findParents() {
        List<Integer> roots = new ArrayList<>();
        List<Integer> zeros = new ArrayList<>();
        List<Integer> ownParents = new ArrayList<>();
        boolean hasZero = id[0] == 0;
        for (int i = 0; i < count; i++) {
            long wanted = columns.parent()[row[i]];
            if (wanted == -1 || (wanted == 0 && !hasZero)) {
                parent[i] = -1;
                roots.add(i);
                if (wanted == 0) {
                    zeros.add(i);
                }
                continue;
            }
            parent[i] = Arrays.binarySearch(id, wanted);
            if (parent[i] < 0) {
                throw error(
                        row[i],
                        "parent " + wanted + " of point " + id[i]
                                + " is not in the file; name the id of a point, or -1 for the root");
            }
            if (parent[i] == i) {
                ownParents.add(i);
            }
        }
        if (roots.isEmpty()) {
            // Where a root is marked otherwise, a point that is its own parent is a mistake, not a root.
            ownParents.forEach(i -> parent[i] = -1);
            roots.addAll(ownParents);
            repaired(ownParents, "is its own parent; read as -1, a root");
        }
        repaired(zeros, "has the parent 0, which is no point; read as -1, a root");
        if (roots.isEmpty()) {
            throw new SwcException(
                    columns.source(), 0, "no root; exactly one of the " + count + " points needs the parent -1");
        }
        return roots;
    }

    private void repaired(List<Integer> points, String what) {
        if (!points.isEmpty()) {
            notes.repaired(
                    columns.line()[row[points.get(0)]],
                    "point " + id[points.get(0)] + " " + what
                            + (points.size() > 1 ? " (and " + (points.size() - 1) + " more)" : ""));
        }
    }

    /** The root of every point. Points that lead to none are on or behind a cycle, which is an error. */
    private int[] trees(List<Integer> roots) {
        int[] tree = new int[count];
        Arrays.fill(tree, -1);
        int[][] neighbors = SwcPoints.neighbors(parent);
        int[] stack = new int[count];
        for (int root : roots) {
            int size = 0;
            tree[root] = root;
            stack[size++] = root;
            while (size > 0) {
                for (int next : neighbors[stack[--size]]) {
                    if (tree[next] < 0) {
                        tree[next] = root;
                        stack[size++] = next;
                    }
                }
            }
        }
        for (int i = 0; i < count; i++) {
            if (tree[i] < 0) {
                boolean[] walked = new boolean[count];
                int point = i;
                while (!walked[point]) {
                    walked[point] = true;
                    point = parent[point];
                }
                throw error(
                        row[point],
                        "point " + id[point] + " is its own ancestor: its parent " + id[parent[point]]
                                + " leads back to it; parents must lead to the root");
            }
        }
        return tree;
    }

    /** The points of the kept tree, in the order of ids. */
    private int[] kept(List<Integer> roots, int[] tree) {
        if (roots.size() == 1) {
            return IntStream.range(0, count).toArray();
        }
        int[] size = new int[count];
        boolean[] hasSoma = new boolean[count];
        for (int i = 0; i < count; i++) {
            size[tree[i]]++;
            hasSoma[tree[i]] |= columns.type()[row[i]] == SOMA;
        }
        int best = roots.get(0);
        for (int root : roots) {
            if (hasSoma[root] != hasSoma[best] ? hasSoma[root] : size[root] > size[best]) {
                best = root;
            }
        }
        int keptRoot = best;
        List<Integer> dropped = roots.stream().filter(root -> root != keptRoot).toList();
        notes.warn(
                columns.line()[row[dropped.get(0)]],
                roots.size() + " trees in the file: kept the one of root " + id[keptRoot] + " (line "
                        + columns.line()[row[keptRoot]] + ", " + size[keptRoot] + " points, "
                        + (hasSoma[keptRoot] ? "with the soma" : "the largest, none has a soma") + "), left out "
                        + (count - size[keptRoot]) + " points of "
                        + dropped.stream()
                                .limit(SHOWN)
                                .map(root -> "root " + id[root] + " (line " + columns.line()[row[root]] + ", "
                                        + size[root] + (size[root] == 1 ? " point)" : " points)"))
                                .collect(Collectors.joining(", "))
                        + (dropped.size() > SHOWN ? " and " + (dropped.size() - SHOWN) + " more" : ""),
                "give the root of each part its parent in the neuron, or put the parts in files of their own");
        return IntStream.range(0, count).filter(i -> tree[i] == keptRoot).toArray();
    }

    private SwcPoints points(int[] kept, double scale, int trees) {
        int[] place = new int[count];
        for (int i = 0; i < kept.length; i++) {
            place[kept[i]] = i;
        }
        int[] keptRow = Arrays.stream(kept).map(i -> row[i]).toArray();
        int[] keptParent = Arrays.stream(kept)
                .map(i -> parent[i] < 0 ? -1 : place[parent[i]])
                .toArray();
        double[][] numbers = new double[4][];
        Arrays.setAll(numbers, column -> Arrays.stream(keptRow)
                .mapToDouble(r -> scale * columns.numbers()[column][r])
                .toArray());
        return new SwcPoints(
                columns.source(),
                Arrays.stream(kept).mapToLong(i -> id[i]).toArray(),
                Arrays.stream(keptRow).map(r -> columns.type()[r]).toArray(),
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                keptRow,
                Arrays.stream(keptRow).map(r -> columns.line()[r]).toArray(),
                keptParent,
                SwcPoints.neighbors(keptParent),
                count,
                trees);
    }

    private SwcException error(int atRow, String problem) {
        return new SwcException(columns.source(), columns.line()[atRow], problem);
    }
}
