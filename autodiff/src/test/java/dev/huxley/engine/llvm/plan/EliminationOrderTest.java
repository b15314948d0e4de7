package dev.huxley.engine.llvm.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.program.Cable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EliminationOrderTest {
    @Test
    void everyNodeIsEliminatedOnceBeforeItsParent() {
        Random random = new Random(1);
        for (int cells = 1; cells <= 3; cells++) {
            for (int nodes = cells; nodes < 40; nodes++) {
                Cable cable = forest(random, nodes, cells);
                EliminationOrder order = new EliminationOrder(cable);
                assertEquals(cells, order.roots().size(), "roots of " + cable);
                assertEquals(nodes, new HashSet<>(order.breadthFirst()).size(), "nodes of " + cable);
                Set<Integer> eliminated = new HashSet<>();
                Set<Integer> edges = new HashSet<>();
                for (EliminationOrder.Elimination step : order.eliminations()) {
                    assertTrue(!eliminated.contains(step.parent()), step + " of " + cable);
                    assertTrue(eliminated.add(step.node()), step + " of " + cable);
                    assertTrue(edges.add(step.edge()), step + " of " + cable);
                    Cable.Edge edge = cable.edges().get(step.edge());
                    assertEquals(
                            Set.of(edge.from(), edge.to()), Set.of(step.node(), step.parent()), step + " of " + cable);
                }
                assertEquals(nodes - cells, eliminated.size(), "eliminations of " + cable);
            }
        }
    }

    @Test
    void aBranchIsEliminatedFromBothEnds() {
        List<Cable.Edge> edges = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            edges.add(new Cable.Edge(i, true, i + 1));
        }
        EliminationOrder order = new EliminationOrder(new Cable(9, 0, edges));
        assertEquals(List.of(4), order.roots());
    }

    private static Cable forest(Random random, int nodes, int cells) {
        List<Cable.Edge> edges = new ArrayList<>();
        for (int node = cells; node < nodes; node++) {
            edges.add(new Cable.Edge(node, false, random.nextInt(node)));
        }
        return new Cable(nodes, 0, edges);
    }
}
