package dev.huxley.graph.optimize;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MinimumCutTest {

    @Test
    void noSubsetOfVerticesMakesACheaperCut() {
        Random random = new Random(1);
        for (int run = 0; run < 300; run++) {
            int vertices = 3 + random.nextInt(7);
            int[][] capacity = new int[vertices][vertices];
            MinimumCut network = new MinimumCut(vertices);
            for (int k = 0; k < 3 * vertices; k++) {
                int from = random.nextInt(vertices);
                int to = random.nextInt(vertices);
                int most = random.nextInt(10);
                if (from != to) {
                    capacity[from][to] += most;
                    network.edge(from, to, most);
                }
            }
            boolean[] sinkSide = network.sinkSide();
            assertTrue(sinkSide[MinimumCut.SINK] && !sinkSide[MinimumCut.SOURCE]);
            int found = cost(capacity, sinkSide);
            int size = size(sinkSide);
            for (int set = 0; set < 1 << vertices; set++) {
                boolean[] other = new boolean[vertices];
                for (int i = 0; i < vertices; i++) {
                    other[i] = (set >> i & 1) == 1;
                }
                if (other[MinimumCut.SINK] && !other[MinimumCut.SOURCE]) {
                    int cost = cost(capacity, other);
                    assertTrue(cost >= found, "found a cut of " + found + ", there is one of " + cost);
                    assertTrue(cost > found || size(other) >= size, "an equal cut is nearer to the sink");
                }
            }
        }
    }

    @Test
    void anInfiniteCutIsRefused() {
        MinimumCut network = new MinimumCut(3);
        network.edge(MinimumCut.SOURCE, 2, MinimumCut.INFINITE);
        network.edge(2, MinimumCut.SINK, MinimumCut.INFINITE);
        assertThrows(IllegalStateException.class, network::sinkSide);
    }

    private static int cost(int[][] capacity, boolean[] sinkSide) {
        int cost = 0;
        for (int from = 0; from < capacity.length; from++) {
            for (int to = 0; to < capacity.length; to++) {
                cost += !sinkSide[from] && sinkSide[to] ? capacity[from][to] : 0;
            }
        }
        return cost;
    }

    private static int size(boolean[] set) {
        int size = 0;
        for (boolean member : set) {
            size += member ? 1 : 0;
        }
        return size;
    }
}
