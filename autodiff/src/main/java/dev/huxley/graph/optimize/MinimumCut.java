package dev.huxley.graph.optimize;

import java.util.Arrays;

/**
 * The minimum cut of a flow network between its source and its sink, by blocking flows over shortest paths (E. Dinic,
 * "Algorithm for solution of a problem of maximum flow in networks with power estimation", 1970). Edges stand in pairs,
 * one and its reverse, in growing arrays; edge k's reverse is k ^ 1. The networks here have small integer capacities
 * and a few thousand edges.
 *
 * <p>Cost: at most {@code vertices^2 * edges} operations; milliseconds for these networks. Memory: three integers per
 * edge and direction.
 */
final class MinimumCut {
    static final int SOURCE = 0;
    static final int SINK = 1;
    /** A capacity larger than the sum of all finite capacities can be. */
    static final int INFINITE = 1 << 29;

    private final int[] firstEdge;
    private int[] nextEdge = new int[64];
    private int[] target = new int[64];
    private int[] capacity = new int[64];
    private int edges;
    private final int[] level;
    private final int[] queue;

    /**
     * @param vertices the number of vertices, {@link #SOURCE} and {@link #SINK} included
     */
    MinimumCut(int vertices) {
        firstEdge = new int[vertices];
        Arrays.fill(firstEdge, -1);
        level = new int[vertices];
        queue = new int[vertices];
    }

    void edge(int from, int to, int most) {
        half(from, to, most);
        half(to, from, 0);
    }

    /**
     * The vertices on the sink's side of the minimum cut that is nearest to the sink.
     *
     * @throws IllegalStateException if every cut is infinite
     */
    boolean[] sinkSide() {
        long flow = 0;
        while (findLevels()) {
            flow += blockingFlow();
            if (flow >= INFINITE) {
                throw new IllegalStateException("no finite cut separates the source from the sink");
            }
        }
        return reachingSink();
    }

    private void half(int from, int to, int most) {
        if (edges == target.length) {
            nextEdge = Arrays.copyOf(nextEdge, 2 * edges);
            target = Arrays.copyOf(target, 2 * edges);
            capacity = Arrays.copyOf(capacity, 2 * edges);
        }
        nextEdge[edges] = firstEdge[from];
        target[edges] = to;
        capacity[edges] = most;
        firstEdge[from] = edges++;
    }

    private boolean findLevels() {
        Arrays.fill(level, -1);
        level[SOURCE] = 0;
        queue[0] = SOURCE;
        int end = 1;
        for (int head = 0; head < end; head++) {
            for (int edge = firstEdge[queue[head]]; edge >= 0; edge = nextEdge[edge]) {
                if (capacity[edge] > 0 && level[target[edge]] < 0) {
                    level[target[edge]] = level[queue[head]] + 1;
                    queue[end++] = target[edge];
                }
            }
        }
        return level[SINK] >= 0;
    }

    /** Sends flow along paths on which every edge leads one level up until there are none; returns the total. */
    private long blockingFlow() {
        int[] next = firstEdge.clone();
        int[] path = new int[firstEdge.length];
        int length = 0;
        long flow = 0;
        while (true) {
            int vertex = length == 0 ? SOURCE : target[path[length - 1]];
            if (vertex == SINK) {
                flow += augment(path, length);
                length = 0;
            } else if (next[vertex] < 0) {
                if (length == 0) {
                    return flow;
                }
                length--;
                int before = length == 0 ? SOURCE : target[path[length - 1]];
                next[before] = nextEdge[next[before]];
            } else {
                int edge = next[vertex];
                if (capacity[edge] > 0 && level[target[edge]] == level[vertex] + 1) {
                    path[length++] = edge;
                } else {
                    next[vertex] = nextEdge[edge];
                }
            }
        }
    }

    private int augment(int[] path, int length) {
        int least = INFINITE;
        for (int k = 0; k < length; k++) {
            least = Math.min(least, capacity[path[k]]);
        }
        for (int k = 0; k < length; k++) {
            capacity[path[k]] -= least;
            capacity[path[k] ^ 1] += least;
        }
        return least;
    }

    /** Marks the vertices from which the sink can be reached in the residual network. */
    private boolean[] reachingSink() {
        boolean[] reaches = new boolean[firstEdge.length];
        reaches[SINK] = true;
        queue[0] = SINK;
        int end = 1;
        for (int head = 0; head < end; head++) {
            for (int edge = firstEdge[queue[head]]; edge >= 0; edge = nextEdge[edge]) {
                if (capacity[edge ^ 1] > 0 && !reaches[target[edge]]) {
                    reaches[target[edge]] = true;
                    queue[end++] = target[edge];
                }
            }
        }
        return reaches;
    }
}
