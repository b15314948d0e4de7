package dev.huxley.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Concatenation;
import dev.huxley.engine.RunArguments;
import dev.huxley.program.DelayLine;
import dev.huxley.program.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The delay lines of one run. The content of a line is an array (batch, slots x width), the newest values first: every
 * step puts the present values in front and drops the oldest. So the value that a synapse sees is at the same place in
 * all steps.
 */
final class DelayLines {
    private final List<DelayLine> lines;
    private final List<NDArray> kept = new ArrayList<>();
    private final List<NDArray> seen = new ArrayList<>();

    /**
     * @param manager owns the index arrays
     */
    DelayLines(Program program, RunArguments arguments, NDManager manager, DataType type) {
        lines = program.delayLines();
        Indices indices = new Indices(manager, type);
        for (int i = 0; i < lines.size(); i++) {
            DelayLine line = lines.get(i);
            int[] delays = arguments.delays().get(i);
            int[] sources = line.sources();
            int[] places = new int[sources.length];
            Arrays.setAll(places, synapse -> delays[synapse] * line.width() + sources[synapse]);
            kept.add(indices.of(line.positions(), arguments.batch()));
            seen.add(indices.of(places, arguments.batch()));
        }
    }

    int count() {
        return lines.size();
    }

    /** The variable that a line keeps. */
    int variable(int line) {
        return lines.get(line).variable();
    }

    /** The content before the first step. */
    NDArray start(int line, NDArray variable) {
        NDArray values = variable.gather(kept.get(line), 1);
        Shape shape = values.getShape();
        int slots = lines.get(line).slots();
        return values.expandDims(1)
                .broadcast(new Shape(shape.get(0), slots, shape.get(1)))
                .reshape(shape.get(0), slots * shape.get(1));
    }

    /** The content with the present values of the variable in front. */
    NDArray next(int line, NDArray content, NDArray variable) {
        NDArray values = variable.gather(kept.get(line), 1);
        long older = content.getShape().get(1) - lines.get(line).width();
        NDArray rest = content.get(new NDIndex().addAllDim().addSliceDim(0, older));
        return Concatenation.of(new NDList(values, rest), 1);
    }

    /** The delayed values that the synapses see: (batch, synapses). */
    NDArray read(int line, NDArray content) {
        return content.gather(seen.get(line), 1);
    }
}
