package dev.huxley.population;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.model.Cell;
import dev.huxley.model.TrainableParameter;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** The order of the values of a candidate: those of the cell's trainable parameters, one parameter after the other. */
final class CandidateValues {
    private final List<TrainableParameter> parameters;
    /** For every parameter the shape of its values. */
    private final List<long[]> shapes = new ArrayList<>();
    /** For every value its parameter. */
    private final List<TrainableParameter> owners = new ArrayList<>();

    CandidateValues(Cell cell) {
        parameters = cell.trainables();
        for (TrainableParameter parameter : parameters) {
            if (cell.isState(parameter.key())) {
                throw new IllegalArgumentException("'" + parameter.path() + "' is a state: every sweep begins at its"
                        + " voltage, with the mechanisms at their steady states, so candidates cannot differ in it;"
                        + " leave it out of the trainable parameters");
            }
            int rows = parameter.rows().size();
            int[] ofValue =
                    cell.columns(parameter.domain()).numbers(parameter.key()).rowShape();
            shapes.add(LongStream.concat(
                            LongStream.of(rows), Arrays.stream(ofValue).asLongStream())
                    .toArray());
            for (int i = 0; i < rows * parameter.elements(); i++) {
                owners.add(parameter);
            }
        }
    }

    /** The number of values of a candidate. */
    int count() {
        return owners.size();
    }

    /** The path of every value's parameter. */
    List<String> paths() {
        return owners.stream().map(TrainableParameter::path).toList();
    }

    /** Throws an error that names the first candidate with a value that the cell cannot have. */
    void check(double[][] candidates, Cell cell) {
        for (int c = 0; c < candidates.length; c++) {
            if (candidates[c].length != count()) {
                throw new IllegalArgumentException("candidate " + c + " has " + candidates[c].length
                        + " values; the cell has " + count() + " trainable ones: " + paths());
            }
            for (int i = 0; i < count(); i++) {
                TrainableParameter owner = owners.get(i);
                boolean isPositive = cell.mustBePositive(owner.key());
                if (!Double.isFinite(candidates[c][i]) || isPositive && candidates[c][i] <= 0) {
                    throw new IllegalArgumentException("candidate " + c + " has " + candidates[c][i] + " for '"
                            + owner.path() + "' (value " + i + "), which must be a "
                            + (isPositive ? "positive" : "finite") + " number; keep the search within bounds");
                }
            }
        }
    }

    /** The values of some candidates as parameters of a batch, by path: (candidates, values, ...). */
    ArrayTree tree(NDManager manager, double[][] candidates, int from, int to) {
        ArrayTree.Builder tree = ArrayTree.builder();
        int before = 0;
        for (int p = 0; p < parameters.size(); p++) {
            int values = parameters.get(p).rows().size() * parameters.get(p).elements();
            double[] flat = new double[(to - from) * values];
            for (int c = from; c < to; c++) {
                System.arraycopy(candidates[c], before, flat, (c - from) * values, values);
            }
            NDArray array = manager.create(flat, batched(to - from, shapes.get(p)));
            tree.set(parameters.get(p).path(), array);
            before += values;
        }
        return tree.build();
    }

    private static Shape batched(int rows, long[] shape) {
        return new Shape(rows).addAll(new Shape(shape));
    }
}
