package dev.huxley.engine.torch;

import dev.huxley.program.Cable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The order in which the cable's linear system is eliminated with few, wide array operations.
 *
 * <p><b>Idea.</b> Elimination along a cable is sequential, one operation per compartment. But nodes that are not
 * neighbors can be eliminated at the same time, and eliminating a node with at most two neighbors keeps the graph a
 * tree (its two neighbors become neighbors). So each round eliminates an independent set of nodes of degree one and
 * two: rake and compress (Miller and Reif 1985), which for an unbranched cable is odd-even reduction. A cable of n
 * nodes needs about 1.7 log2(n) rounds instead of n steps. So that contributions can be gathered, not scattered, a node
 * receives from at most two eliminated neighbors in one round.
 *
 * <p><b>Layout.</b> Nodes are renumbered such that each round eliminates the last ones, so that splitting off a round
 * is a view. Per round, {@code survivors} nodes stay and {@code eliminated} are removed; their couplings to the first
 * and second neighbor are gathered from the pool of weights of that round, whose last element is a zero (no second
 * neighbor). A round's pool is: the weights that were neither used nor made in the previous round, those that it made,
 * the zero.
 *
 * @param nodeAt for every new number the cable's node
 * @param rounds the rounds in order of elimination
 * @param roots the number of nodes without neighbors that remain at the end
 */
record TreeContraction(int[] nodeAt, List<Round> rounds, int roots) {
    /**
     * One round.
     *
     * @param survivors the number of nodes that stay
     * @param eliminated the number k of removed nodes, which have the numbers survivors to survivors + k - 1
     * @param weights the positions in the pool of the couplings to the first neighbors, the second neighbors, and the
     *     rest
     * @param neighbors the k first and then the k second neighbors (0 where there is no second)
     * @param joins the numbers of those of the k that have two neighbors, which become coupled
     * @param contributions one or two times {@code survivors} numbers: of the 2k quotients the one from which a
     *     survivor receives; 2k for none
     */
    record Round(int survivors, int eliminated, int[] weights, int[] neighbors, int[] joins, int[][] contributions) {}

    private static final int MOST_CONTRIBUTIONS = 2;

    static TreeContraction of(Cable cable) {
        return new Search(cable).run();
    }

    /** The search for the rounds, in which nodes still have the cable's numbers. */
    private static final class Search {
        /** An edge of the shrinking tree; its id is its position in the pool. */
        private record Edge(int a, int b) {
            int other(int node) {
                return node == a ? b : a;
            }
        }

        private record RawRound(
                int[] eliminated, int[] weights, int[] firsts, int[] seconds, int[] joins, List<int[]> received) {}

        private final int nodes;
        private List<Edge> pool = new ArrayList<>();
        private final List<RawRound> rounds = new ArrayList<>();
        private final boolean[] gone;

        Search(Cable cable) {
            nodes = cable.nodes();
            gone = new boolean[nodes];
            cable.edges().forEach(edge -> pool.add(new Edge(edge.from(), edge.to())));
        }

        TreeContraction run() {
            while (!pool.isEmpty()) {
                contract();
            }
            int[] nodeAt = new int[nodes];
            int[] numberOf = new int[nodes];
            int next = 0;
            for (int node = 0; node < nodes; node++) {
                if (!gone[node]) {
                    nodeAt[next++] = node;
                }
            }
            int roots = next;
            for (int r = rounds.size() - 1; r >= 0; r--) {
                for (int node : rounds.get(r).eliminated) {
                    nodeAt[next++] = node;
                }
            }
            for (int number = 0; number < nodes; number++) {
                numberOf[nodeAt[number]] = number;
            }
            List<Round> numbered = new ArrayList<>();
            int alive = nodes;
            for (RawRound raw : rounds) {
                alive -= raw.eliminated.length;
                numbered.add(number(raw, alive, numberOf));
            }
            return new TreeContraction(nodeAt, List.copyOf(numbered), roots);
        }

        private void contract() {
            List<List<Integer>> edgesOf = new ArrayList<>();
            for (int node = 0; node < nodes; node++) {
                edgesOf.add(new ArrayList<>(2));
            }
            for (int id = 0; id < pool.size(); id++) {
                edgesOf.get(pool.get(id).a).add(id);
                edgesOf.get(pool.get(id).b).add(id);
            }
            int[] eliminated = choose(edgesOf);
            int k = eliminated.length;
            int[] weights = new int[2 * k];
            int[] firsts = new int[k];
            int[] seconds = new int[k];
            List<Integer> joins = new ArrayList<>();
            List<Edge> made = new ArrayList<>();
            List<int[]> received = new ArrayList<>(); // {receiving node, quotient}
            boolean[] used = new boolean[pool.size()];
            for (int i = 0; i < k; i++) {
                int node = eliminated[i];
                gone[node] = true;
                int first = edgesOf.get(node).get(0);
                used[first] = true;
                weights[i] = first;
                firsts[i] = pool.get(first).other(node);
                received.add(new int[] {firsts[i], i});
                if (edgesOf.get(node).size() == 1) {
                    weights[k + i] = pool.size(); // the zero
                    seconds[i] = -1;
                    continue;
                }
                int second = edgesOf.get(node).get(1);
                used[second] = true;
                weights[k + i] = second;
                seconds[i] = pool.get(second).other(node);
                received.add(new int[] {seconds[i], k + i});
                joins.add(i);
                made.add(new Edge(firsts[i], seconds[i]));
            }
            List<Edge> remaining = new ArrayList<>();
            List<Integer> rest = new ArrayList<>();
            for (int id = 0; id < pool.size(); id++) {
                if (!used[id]) {
                    rest.add(id);
                    remaining.add(pool.get(id));
                }
            }
            int[] all = Arrays.copyOf(weights, 2 * k + rest.size());
            for (int i = 0; i < rest.size(); i++) {
                all[2 * k + i] = rest.get(i);
            }
            int[] joined = joins.stream().mapToInt(Integer::intValue).toArray();
            rounds.add(new RawRound(eliminated, all, firsts, seconds, joined, received));
            remaining.addAll(made);
            pool = remaining;
        }

        /** An independent set of nodes of degree one or two, none of whose neighbors receives more than twice. */
        private int[] choose(List<List<Integer>> edgesOf) {
            int[] receives = new int[nodes];
            boolean[] chosen = new boolean[nodes];
            List<Integer> found = new ArrayList<>();
            for (int node = 0; node < nodes; node++) {
                List<Integer> edges = edgesOf.get(node);
                if (gone[node] || edges.isEmpty() || edges.size() > 2) {
                    continue;
                }
                boolean free = receives[node] == 0;
                for (int id : edges) {
                    int neighbor = pool.get(id).other(node);
                    free &= !chosen[neighbor] && receives[neighbor] < MOST_CONTRIBUTIONS;
                }
                if (free) {
                    chosen[node] = true;
                    found.add(node);
                    for (int id : edges) {
                        receives[pool.get(id).other(node)]++;
                    }
                }
            }
            return found.stream().mapToInt(Integer::intValue).toArray();
        }

        private Round number(RawRound raw, int survivors, int[] numberOf) {
            int k = raw.eliminated.length;
            int[] neighbors = new int[2 * k];
            for (int i = 0; i < k; i++) {
                neighbors[i] = numberOf[raw.firsts[i]];
                neighbors[k + i] = raw.seconds[i] < 0 ? 0 : numberOf[raw.seconds[i]];
            }
            int[] count = new int[survivors];
            int[][] contributions = new int[MOST_CONTRIBUTIONS][survivors];
            for (int[] list : contributions) {
                Arrays.fill(list, 2 * k);
            }
            int most = 0;
            for (int[] pair : raw.received) {
                int receiver = numberOf[pair[0]];
                contributions[count[receiver]++][receiver] = pair[1];
                most = Math.max(most, count[receiver]);
            }
            return new Round(survivors, k, raw.weights, neighbors, raw.joins, Arrays.copyOf(contributions, most));
        }
    }
}
