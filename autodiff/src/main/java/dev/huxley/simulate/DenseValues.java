package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Concatenation;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.SynapseContext;
import dev.huxley.model.Domain;
import dev.huxley.model.Edges;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.NumberColumn;
import dev.huxley.model.TrainableParameter;
import dev.huxley.text.ElementName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The values of quantities for one run: dense arrays (1 or batch, rows) without padding, made from the model's columns
 * and the inputs that replace them. Differentiable with respect to the inputs.
 */
final class DenseValues {
    /**
     * Values that replace rows of a column: for one or every row of the batch, for every row of the column, the value's
     * number in the array, -1 for none.
     */
    private record Writer(NDArray values, int[][] elementOfRow) {
        int element(int batchRow, int row) {
            return elementOfRow[elementOfRow.length == 1 ? 0 : batchRow][row];
        }
    }

    /** The values of all elements of a quantity in some rows. */
    private record Elements(int[] rows, NDList values) {}

    /** A column from which values were read, with its state at that time. */
    record Read(Domain domain, String key, NumberColumn column, long changes) {
        private boolean isCurrent(NeuronModel model) {
            return model.columns(domain).contains(key)
                    && model.columns(domain).get(key) == column
                    && column.changes() == changes;
        }
    }

    private static final Set<String> DERIVED =
            Set.of("area", "volume", SynapseContext.PRE_JUNCTIONS, SynapseContext.POST_JUNCTIONS);

    private final NeuronModel model;
    /** The models whose values are the rows of the batch; only the model itself unless models are stacked. */
    private final List<NeuronModel> models;

    private final NDManager manager;
    private final Map<String, List<Writer>> writers = new HashMap<>();
    /** The elements of quantities that inputs replace. */
    private final Map<String, Elements> elements = new HashMap<>();

    /** The columns that were read since {@link #beginReading}. */
    private final List<Read> reads = new ArrayList<>();
    /** True once anything but the model's own values was read. */
    private boolean readsInputs;

    DenseValues(NeuronModel model, Inputs inputs, Batch batch, NDManager manager) {
        this.model = model;
        this.manager = manager;
        models = inputs.models(model);
        if (models.size() > 1) {
            batch.noteModels(models.size());
        }
        addParameters(inputs, batch);
        for (ValueSetting setting : inputs.values()) {
            ValueSetting.Placed placed = setting.placed(model, batch);
            add(placed.domain(), setting.key(), setting.name(), placed.values(), placed.elementOfRow());
        }
    }

    /** Begins to note what values are read from. */
    void beginReading() {
        reads.clear();
        readsInputs = models.size() > 1;
    }

    /** The columns that were read since {@link #beginReading}; null if inputs or several models had a part in it. */
    List<Read> reads() {
        return readsInputs ? null : List.copyOf(reads);
    }

    /** Tells whether values that were read from the model before are those of this run, too. */
    boolean areCurrent(List<Read> before) {
        boolean areCurrent = models.size() == 1;
        for (int i = 0; areCurrent && i < before.size(); i++) {
            areCurrent = before.get(i).isCurrent(model)
                    && !writers.containsKey(before.get(i).key());
        }
        return areCurrent;
    }

    /** Tells whether inputs replace any value of this quantity of compartments. */
    boolean isReplaced(String key) {
        note(Domain.NODES, key);
        return writers.containsKey(key);
    }

    private void note(Domain domain, String key) {
        NumberColumn column = model.columns(domain).numbers(key);
        reads.add(new Read(domain, key, column, column.changes()));
        readsInputs |= writers.containsKey(key);
    }

    /** Tells whether inputs replace this quantity in the compartment or synapse, in a row of the batch. */
    boolean isReplaced(String key, int batchRow, int row) {
        return writers.getOrDefault(key, List.of()).stream().anyMatch(writer -> writer.element(batchRow, row) >= 0);
    }

    /** The number of rows of the batch that differ in where inputs replace these quantities: 1 if none do. */
    int rowsOfPlaces(String... keys) {
        return Arrays.stream(keys)
                .flatMap(key -> writers.getOrDefault(key, List.of()).stream())
                .mapToInt(writer -> writer.elementOfRow.length)
                .max()
                .orElse(1);
    }

    /** The values of a quantity in the given compartments, all of which have it: (1 or batch, rows). */
    NDArray values(String key, int[] rows) {
        return values(Domain.NODES, key, rows);
    }

    /** The values of a quantity in the given compartments or synapses, all of which have it: (1 or batch, rows). */
    NDArray values(Domain domain, String name, int[] rows) {
        String key = ElementName.key(name);
        if (domain != Domain.GLOBALS && model.globals().names().contains(key)) {
            return values(Domain.GLOBALS, name, new int[rows.length]);
        }
        NumberColumn column = model.columns(domain).numbers(key);
        note(domain, key);
        int number = ElementName.number(name, column.rowShape());
        if (domain == Domain.NODES && !isReplaced(key)) {
            mechanismsOf(key).forEach(mechanism -> requirePositive(mechanism, key));
        }
        if (!writers.containsKey(key)) {
            return base(domain, key, number, rows);
        }
        if (column.rowSize() == 1) {
            return replaced(domain, key, rows, new int[] {0});
        }
        // All elements at once: one by one, each would pass its gradient through an array of the size of all.
        Elements before = elements.get(key);
        if (before == null || !Arrays.equals(before.rows, rows)) {
            int[] all = IntStream.range(0, column.rowSize()).toArray();
            NDArray together = replaced(domain, key, rows, all);
            before = new Elements(rows, together.split(all.length, 1));
            elements.put(key, before);
        }
        return before.values.get(number);
    }

    /** The values of some elements of a quantity that inputs replace, one element behind the other. */
    private NDArray replaced(Domain domain, String key, int[] rows, int[] numbers) {
        NDList parts = new NDList();
        for (int number : numbers) {
            parts.add(base(domain, key, number, rows));
        }
        int rowSize = model.columns(domain).numbers(key).rowSize();
        int[][] source = new int[rowsOfPlaces(key)][rows.length * numbers.length];
        for (int[] own : source) {
            Arrays.setAll(own, i -> i);
        }
        long offset = source[0].length;
        for (Writer writer : writers.get(key)) {
            for (int row = 0; row < source.length; row++) {
                for (int i = 0; i < source[row].length; i++) {
                    int element = writer.element(row, rows[i % rows.length]);
                    source[row][i] = element < 0
                            ? source[row][i]
                            : Math.toIntExact(offset + (long) element * rowSize + numbers[i / rows.length]);
                }
            }
            parts.add(writer.values);
            offset += writer.values.getShape().get(1);
        }
        return pick(parts, source);
    }

    /** The mechanisms that are defined only where a quantity is positive. */
    private List<MembraneMechanism> mechanismsOf(String key) {
        return Stream.concat(model.channels().stream(), model.pumps().stream())
                .filter(mechanism -> mechanism.positiveKeys().contains(key))
                .toList();
    }

    private void requirePositive(MembraneMechanism mechanism, String key) {
        for (NeuronModel one : models) {
            for (int row : one.nodes().flags(mechanism.name()).present()) {
                double value = one.nodes().numbers(key).value(row, 0);
                if (!(value > 0)) {
                    throw new IllegalArgumentException("'" + key + "' of " + one.place(Domain.NODES, row) + " is "
                            + value + ", but " + mechanism.name() + " is defined for positive values only; set(\"" + key
                            + "\", ...) to its value there");
                }
            }
        }
    }

    /** The values of an element of a quantity in the models; one row if all models hold the same. */
    private NDArray base(Domain domain, String key, int number, int[] rows) {
        double[] all = new double[Math.multiplyExact(models.size(), rows.length)];
        boolean areEqual = true;
        for (int m = 0; m < models.size(); m++) {
            NumberColumn column = models.get(m).columns(domain).numbers(key);
            for (int i = 0; i < rows.length; i++) {
                double value = column.value(rows[i], number);
                areEqual &= m == 0 || value == all[i];
                all[m * rows.length + i] = value;
            }
        }
        return areEqual
                ? constant(Arrays.copyOf(all, rows.length), new Shape(1, rows.length))
                : constant(all, new Shape(models.size(), rows.length));
    }

    NDArray constant(double[] values, Shape shape) {
        return manager.create(values, shape);
    }

    /** Picks columns of arrays laid side by side, broadcasting their batches. */
    NDArray pick(NDList parts, int[] source) {
        return pick(parts, new int[][] {source});
    }

    /** Picks columns that may differ between rows of the batch. */
    NDArray pick(NDList parts, int[][] source) {
        long widest =
                parts.stream().mapToLong(part -> part.getShape().get(0)).max().orElse(1);
        NDArray whole = whole(parts, source);
        if (whole != null) {
            return whole;
        }
        long rows = Math.max(widest, source.length);
        NDList wide = new NDList();
        for (NDArray part : parts) {
            boolean narrow = part.getShape().get(0) != rows;
            wide.add(narrow ? part.broadcast(new Shape(rows, part.getShape().get(1))) : part);
        }
        NDArray beside = Concatenation.of(wide, 1);
        long[] index = Arrays.stream(source)
                .flatMapToInt(Arrays::stream)
                .asLongStream()
                .toArray();
        int columns = source[0].length;
        NDArray narrow = manager.create(index, new Shape(source.length, columns));
        return beside.gather(narrow.broadcast(new Shape(rows, columns)), 1);
    }

    /** The part of which all columns are picked, in their order, in every row of the batch; null if there is none. */
    private static NDArray whole(NDList parts, int[][] source) {
        int columns = source[0].length;
        long before = 0;
        for (NDArray part : parts) {
            long width = part.getShape().get(1);
            long start = before;
            if (width == columns
                    && Arrays.stream(source)
                            .allMatch(row -> IntStream.range(0, columns).allMatch(i -> row[i] == start + i))) {
                return part;
            }
            before += width;
        }
        return null;
    }

    private void addParameters(Inputs inputs, Batch batch) {
        Map<String, TrainableParameter> known = new HashMap<>();
        model.trainables().forEach(trainable -> known.put(trainable.path(), trainable));
        for (String path : inputs.parameters().paths()) {
            if (!known.containsKey(path)) {
                throw new IllegalArgumentException("the model has no trainable parameter '" + path + "'; it has "
                        + model.trainables().stream()
                                .map(TrainableParameter::path)
                                .toList());
            }
        }
        for (TrainableParameter trainable : model.trainables()) {
            if (inputs.parameters().contains(trainable.path())) {
                int[] element = new int[model.columns(trainable.domain()).rows()];
                Arrays.fill(element, -1);
                List<int[]> groups = trainable.rows();
                for (int i = 0; i < groups.size(); i++) {
                    for (int row : groups.get(i)) {
                        element[row] = i;
                    }
                }
                String name = Setting.Parameters.NAME + "/" + trainable.path();
                NDArray values = inputs.parameters().get(trainable.path());
                int count = groups.size() * trainable.elements();
                int rank = 1 + rank(trainable.domain(), trainable.key());
                add(trainable.domain(), trainable.key(), name, matrix(name, values, count, rank, batch), new int[][] {
                    element
                });
            }
        }
    }

    private int rank(Domain domain, String key) {
        return model.columns(domain).numbers(key).rowShape().length;
    }

    private void add(Domain domain, String key, String name, NDArray values, int[][] element) {
        if (domain == Domain.EDGES && key.equals(Edges.DELAY)) {
            throw new IllegalArgumentException("'" + name + "': a delay is rounded to whole time steps, so it is no"
                    + " differentiable input; set it in the model");
        }
        if (!model.columns(domain).contains(key) || DERIVED.contains(key)) {
            throw new IllegalArgumentException("'" + name + "': '" + key + "' cannot be set");
        }
        requireValid(
                name, values, model.mustBePositive(key) || !mechanismsOf(key).isEmpty());
        writers.computeIfAbsent(key, k -> new ArrayList<>()).add(new Writer(values, element));
    }

    /** The array as float64 of the shape (1 or batch, count); gradients pass to what it was computed from. */
    static NDArray matrix(String name, NDArray values, int count, int rank, Batch batch) {
        boolean batched = batch.note(name, values, rank);
        long elements = values.getShape().size();
        long expected = batched ? (long) batch.size() * count : count;
        if (elements != expected) {
            throw new IllegalArgumentException("'" + name + "' has the shape " + values.getShape() + "; expected are "
                    + count + (count == 1 ? " value" : " values") + ", or (batch, " + count + ")");
        }
        return toFloat64(name, values).reshape(batched ? batch.size() : 1, count);
    }

    /** Throws an error that names the first value that is not finite or not positive. */
    static void requireValid(String name, NDArray values, boolean positive) {
        double[] flat = values.toDoubleArray();
        for (int i = 0; i < flat.length; i++) {
            if (!Double.isFinite(flat[i]) || (positive && flat[i] <= 0)) {
                throw new IllegalArgumentException("'" + name + "' holds " + flat[i] + " at element " + i + " of "
                        + values.getShape() + "; it must hold " + (positive ? "positive" : "finite") + " numbers");
            }
        }
    }

    /** Throws an error that names the first infinite value; NaN is accepted. */
    static void requireNotInfinite(String name, NDArray values) {
        double[] flat = values.toDoubleArray();
        for (int i = 0; i < flat.length; i++) {
            if (Double.isInfinite(flat[i])) {
                throw new IllegalArgumentException("'" + name + "' holds " + flat[i] + " at element " + i + " of "
                        + values.getShape() + "; it must hold finite numbers, or NaN where nothing is held");
            }
        }
    }

    /** DJL's toType cuts the graph; multiplying by float64 ones does not. */
    static NDArray toFloat64(String name, NDArray values) {
        if (values.getDataType() == DataType.FLOAT64) {
            return values;
        }
        if (values.getDataType() != DataType.FLOAT32) {
            throw new IllegalArgumentException(
                    "'" + name + "' has the type " + values.getDataType() + "; values must be float64 or float32");
        }
        return values.mul(values.getManager().ones(values.getShape(), DataType.FLOAT64));
    }
}
