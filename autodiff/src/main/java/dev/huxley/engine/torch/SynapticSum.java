package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Concatenation;
import dev.huxley.program.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds up the contributions of synapses to compartments. (PyTorch's scatter-add is not reachable from DJL.)
 *
 * <p>The contributions of a compartment stand side by side; in every round neighbors are added in pairs, an odd one
 * with a zero, until one per compartment is left. So the cost is linear in the number of synapses, the number of rounds
 * is the logarithm of the largest number of synapses onto one compartment, and the order of additions is fixed.
 */
final class SynapticSum {
    private record Round(NDArray first, NDArray second) {}

    private final NDArray zero;
    private final List<Round> rounds = new ArrayList<>();
    private final NDArray spread;

    private SynapticSum(int[] targets, int compartments, Indices indices, int batch) {
        zero = indices.zeros(new Shape(batch, 1));
        int[] count = new int[compartments];
        Arrays.stream(targets).forEach(target -> count[target]++);
        int[] elements = sorted(targets, count);
        // The first round reads the synapses in their own order, the later ones the results of the round before.
        do {
            rounds.add(round(elements, count, indices, batch));
            for (int i = 0; i < compartments; i++) {
                count[i] = (count[i] + 1) / 2;
            }
            elements = new int[Arrays.stream(count).sum()];
            int[] positions = elements;
            Arrays.setAll(positions, i -> i);
        } while (Arrays.stream(count).anyMatch(n -> n > 1));
        int[] source = new int[compartments];
        int next = 0;
        for (int i = 0; i < compartments; i++) {
            source[i] = count[i] == 0 ? elements.length : next++;
        }
        spread = indices.of(source, batch);
    }

    /** The sum over all synaptic currents of a program that are added to a variable; null when it has none. */
    static SynapticSum of(Program program, int variable, Indices indices, int batch) {
        int[] targets = program.synapticCurrents().stream()
                .filter(stage -> stage.target() == variable)
                .flatMapToInt(stage -> Arrays.stream(stage.compartments()))
                .toArray();
        return targets.length == 0 ? null : new SynapticSum(targets, program.compartments(), indices, batch);
    }

    /** The sums, (batch, compartments), of one array (batch, synapses) per stage. */
    NDArray of(List<NDArray> parts) {
        NDArray sum = parts.size() == 1 ? parts.get(0) : Concatenation.of(new NDList(parts), 1);
        for (Round round : rounds) {
            NDArray padded = sum.concat(zero, 1);
            sum = padded.gather(round.first, 1).add(padded.gather(round.second, 1));
        }
        return sum.concat(zero, 1).gather(spread, 1);
    }

    /** The synapses sorted by target, those of equal target in their own order. */
    private static int[] sorted(int[] targets, int[] count) {
        int[] next = new int[count.length];
        for (int i = 1; i < count.length; i++) {
            next[i] = next[i - 1] + count[i - 1];
        }
        int[] sorted = new int[targets.length];
        for (int synapse = 0; synapse < targets.length; synapse++) {
            sorted[next[targets[synapse]]++] = synapse;
        }
        return sorted;
    }

    private static Round round(int[] elements, int[] count, Indices indices, int batch) {
        int pairs = Arrays.stream(count).map(n -> (n + 1) / 2).sum();
        int[] first = new int[pairs];
        int[] second = new int[pairs];
        int from = 0;
        int pair = 0;
        for (int n : count) {
            for (int i = 0; i < n; i += 2, pair++) {
                first[pair] = elements[from + i];
                second[pair] = i + 1 < n ? elements[from + i + 1] : elements.length;
            }
            from += n;
        }
        return new Round(indices.of(first, batch), indices.of(second, batch));
    }
}
