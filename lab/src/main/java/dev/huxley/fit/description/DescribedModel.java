package dev.huxley.fit.description;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.model.Cell;
import dev.huxley.model.View;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model built from its description: a cell whose free parameters are trainable, the place of the electrode, the numbers that a
 * fit may change, and the rig.
 *
 * <p>A candidate of a search is an array with one number per {@link #free} value: those of the cell in the order of {@link
 * Cell#trainables}, then those of the rig.
 */
public final class DescribedModel {
    /**
     * A free value of the rig.
     *
     * @param name its name in the rig
     * @param cellPath the trainable parameter of the cell that has the value; empty if the rig's formula has it
     * @param cellFactor the cell's value for each unit of the rig's
     */
    record RigValue(String name, String cellPath, double cellFactor) {}

    private final ModelDescription description;
    private final Cell cell;
    private final int[] electrode;
    private final List<FreeValue> free;
    /** For every free value the rig's, or null for one of the cell. */
    private final List<RigValue> ofRig;

    private final List<String> notes;

    DescribedModel(
            ModelDescription description,
            Cell cell,
            View electrode,
            List<FreeValue> free,
            List<RigValue> ofRig,
            List<String> notes) {
        this.description = description;
        this.cell = cell;
        this.electrode = electrode.compartments();
        this.free = List.copyOf(free);
        this.ofRig = new ArrayList<>(ofRig);
        this.notes = List.copyOf(notes);
    }

    /** The description from which the model is built. */
    public ModelDescription description() {
        return description;
    }

    /** The cell; its trainable parameters are the free ones, at the values from which a fit starts. */
    public Cell cell() {
        return cell;
    }

    /** The compartment of the cell where current is injected and the voltage is recorded. */
    public View electrode() {
        return cell.select(electrode);
    }

    /** The numbers that a fit may change, in the order of a candidate. */
    public List<FreeValue> free() {
        return free;
    }

    /** Remarks of the building, one line each: mechanisms that do not know the temperature, for instance. */
    public List<String> notes() {
        return notes;
    }

    /** The values from which a fit starts. */
    public double[] start() {
        return free.stream().mapToDouble(FreeValue::start).toArray();
    }

    /** The values of a candidate that belong to the cell, in the order of its trainable parameters. */
    public double[] cellValues(double[] candidate) {
        requireComplete(candidate);
        double[] values = new double[free.size()];
        int count = 0;
        for (int i = 0; i < candidate.length; i++) {
            RigValue rig = ofRig.get(i);
            if (rig == null || !rig.cellPath.isEmpty()) {
                values[count++] = candidate[i] * (rig == null ? 1 : rig.cellFactor);
            }
        }
        return java.util.Arrays.copyOf(values, count);
    }

    /** The rig at the values from which a fit starts. */
    public Rig rig() {
        return rig(start());
    }

    /** The rig of a candidate. */
    public Rig rig(double[] candidate) {
        requireComplete(candidate);
        RigDescription described = description.rig();
        Map<String, Double> values = new LinkedHashMap<>();
        described.values().forEach((name, value) -> values.put(name, value.start()));
        for (int i = 0; i < candidate.length; i++) {
            if (ofRig.get(i) != null) {
                values.put(ofRig.get(i).name, candidate[i]);
            }
        }
        boolean isFree = described.junctionPotential() instanceof DescribedValue.Free;
        double junction = Math.abs(values.get(RigDescription.JUNCTION));
        double series = described.hasPipette() ? 0 : values.get(RigDescription.SERIES);
        return new Rig(
                isFree ? 0 : junction,
                isFree ? junction : 0,
                values.get(RigDescription.BRIDGE) + series,
                values.get(RigDescription.FILTER));
    }

    /**
     * The rig with arrays as its free values, for losses with gradients. Those of a pipette are in the cell's parameters.
     *
     * @param values the free values of the rig by path, such as {@code rig/bridge_error}; others are not used
     * @param manager of the arrays of fixed values
     * @throws IllegalArgumentException if a free value is missing; the message names it
     */
    public DifferentiableRig rig(ArrayTree values, NDManager manager) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        description.rig().values().forEach((name, value) -> arrays.put(name, manager.create(value.start())));
        for (RigValue value : ofRig) {
            if (value != null && value.cellPath.isEmpty()) {
                arrays.put(value.name, values.get(RigDescription.PREFIX + value.name));
            }
        }
        RigDescription described = description.rig();
        NDArray bridge = arrays.get(RigDescription.BRIDGE);
        boolean isFree = described.junctionPotential() instanceof DescribedValue.Free;
        return new DifferentiableRig(
                isFree ? arrays.get(RigDescription.JUNCTION).abs() : manager.create(0.0),
                described.hasPipette() ? bridge : bridge.add(arrays.get(RigDescription.SERIES)),
                described.filter().start() == 0 ? Optional.empty() : Optional.of(arrays.get(RigDescription.FILTER)));
    }

    /** The values of a candidate by path. */
    public Map<String, Double> byPath(double[] candidate) {
        requireComplete(candidate);
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < candidate.length; i++) {
            values.put(free.get(i).path(), candidate[i]);
        }
        return values;
    }

    /** A copy of the cell with the values of a candidate. */
    public Cell cell(double[] candidate) {
        Cell copy = cell.copy();
        double[] values = cellValues(candidate);
        Map<String, double[]> byPath = new LinkedHashMap<>();
        int before = 0;
        for (var trainable : copy.trainables()) {
            int count = trainable.values().length;
            byPath.put(trainable.path(), java.util.Arrays.copyOfRange(values, before, before + count));
            before += count;
        }
        copy.write(byPath);
        return copy;
    }

    /**
     * The description with the values of a candidate as the start of its free values, so that a fit goes on from them. Values that
     * branches have of their own start at their mean.
     */
    public ModelDescription startingAt(double[] candidate) {
        requireComplete(candidate);
        Map<String, List<Double>> byPath = new LinkedHashMap<>();
        for (int i = 0; i < candidate.length; i++) {
            String path = free.get(i).path();
            int bracket = path.endsWith("]") ? path.lastIndexOf('[') : path.length();
            byPath.computeIfAbsent(path.substring(0, bracket), p -> new ArrayList<>())
                    .add(candidate[i]);
        }
        Map<String, DescribedValue> described = description.values();
        ModelDescription started = description;
        for (Map.Entry<String, List<Double>> entry : byPath.entrySet()) {
            double mean = entry.getValue().stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElseThrow();
            DescribedValue.Free value = (DescribedValue.Free) described.get(entry.getKey());
            double start = Math.min(value.upper(), Math.max(value.lower(), mean));
            started = started.with(
                    entry.getKey(),
                    new DescribedValue.Free(
                            start, value.lower(), value.upper(), value.logarithmic(), value.perBranch()));
        }
        return started;
    }

    private void requireComplete(double[] candidate) {
        if (candidate.length != free.size()) {
            throw new IllegalArgumentException("a candidate has " + candidate.length + " values; model '"
                    + description.name() + "' has " + free.size() + " free ones: "
                    + free.stream().map(FreeValue::path).toList());
        }
    }

    @Override
    public String toString() {
        return "DescribedModel[" + description.name() + ", " + free.size() + " free values]";
    }
}
