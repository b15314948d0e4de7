package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.huxley.array.Concatenation;
import dev.huxley.program.Cable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The flow into every compartment from its neighbors at given values. A branch point takes the mean of its neighbors,
 * weighted by their couplings, so that no charge stays in it.
 */
final class ExplicitFlow {
    private final Cable cable;
    private final NDArray from;
    private final NDArray to;
    /** Adds up over the edges of a branch point; null without branch points. */
    private final RowSum intoPoints;

    private final NDArray pointEdges;
    /** Adds up over the edges of a compartment: flows into their ends, then into their starts. */
    private final RowSum intoCompartments;

    private final NDArray innerEdges;

    ExplicitFlow(Cable cable, Indices indices, int batch) {
        this.cable = cable;
        int n = cable.compartments();
        List<Cable.Edge> edges = cable.edges();
        int[] starts = edges.stream().mapToInt(Cable.Edge::from).toArray();
        int[] ends = edges.stream().mapToInt(Cable.Edge::to).toArray();
        int[] toPoint = numbers(edges, false);
        int[] inner = numbers(edges, true);
        from = indices.of(starts, batch);
        to = indices.of(ends, batch);
        pointEdges = cable.branchPoints() == 0 ? null : indices.of(toPoint, batch);
        innerEdges = inner.length == 0 ? null : indices.of(inner, batch);
        int[] points = pick(ends, toPoint);
        for (int i = 0; i < points.length; i++) {
            points[i] -= n;
        }
        intoPoints =
                cable.branchPoints() == 0 ? null : new RowSum(List.of(points), cable.branchPoints(), batch, indices);
        List<int[]> parts = inner.length == 0 ? List.of(starts) : List.of(starts, pick(ends, inner));
        intoCompartments = new RowSum(parts, n, batch, indices);
    }

    /**
     * @param x (batch, compartments)
     * @param couplings (batch, edges)
     * @return (batch, compartments)
     */
    NDArray into(NDArray x, NDArray couplings) {
        NDArray nodes = x;
        if (intoPoints != null) {
            NDArray weights = couplings.gather(pointEdges, 1);
            NDArray weighted = weights.mul(x.gather(from, 1).gather(pointEdges, 1));
            NDArray mean = intoPoints.of(List.of(weighted)).div(intoPoints.of(List.of(weights)));
            nodes = Concatenation.of(new NDList(x, mean), 1);
        }
        NDArray flow = couplings.mul(nodes.gather(to, 1).sub(nodes.gather(from, 1)));
        return innerEdges == null
                ? intoCompartments.of(List.of(flow))
                : intoCompartments.of(List.of(flow, flow.gather(innerEdges, 1).neg()));
    }

    private int[] numbers(List<Cable.Edge> edges, boolean endsInCompartment) {
        return IntStream.range(0, edges.size())
                .filter(e -> cable.isCompartment(edges.get(e).to()) == endsInCompartment)
                .toArray();
    }

    private static int[] pick(int[] values, int[] positions) {
        int[] picked = new int[positions.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[positions[i]];
        }
        return picked;
    }
}
