package dev.huxley.parametersweep;

import dev.huxley.fit.description.Rig;
import dev.huxley.model.Cell;
import dev.huxley.model.ModelSnapshot;
import dev.huxley.model.Selection;
import dev.huxley.model.TrainableParameter;
import dev.huxley.model.View;
import dev.huxley.text.Quotation;
import java.util.Arrays;
import java.util.List;

/** A cell of the user's own with an electrode without faults. */
final class VariedCell implements VariedModel {
    private final Cell cell;
    private final int electrode;
    /** For every value of the cell its place in a combination. */
    private final int[] order;

    VariedCell(Cell original, int electrode, List<String> paths) {
        this.electrode = electrode;
        cell = (Cell) ModelSnapshot.of(original)
                .withProtocol(List.of(), List.of(), List.of())
                .build();
        paths.forEach(this::vary);
        order = cell.trainables().stream()
                .map(TrainableParameter::path)
                .mapToInt(paths::indexOf)
                .toArray();
    }

    private void vary(String path) {
        int slash = path.indexOf('/');
        boolean isOfGroup = slash > 0 && cell.groups().contains(path.substring(0, slash));
        String key = path.substring(isOfGroup ? slash + 1 : 0);
        if (cell.isState(key)) {
            throw new IllegalArgumentException(Quotation.of(key)
                    + " is a state and cannot be varied: every run begins at a voltage with the gates at rest there");
        }
        if (!isOfGroup && cell.globals().names().contains(key)) {
            cell.globals().makeTrainable(key, cell.globals().get(key)[0]);
            return;
        }
        Selection where = isOfGroup ? cell.group(path.substring(0, slash)) : cell;
        double own = Arrays.stream(where.get(key))
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
        where.makeTrainable(key, own);
    }

    @Override
    public Cell cell() {
        return cell;
    }

    @Override
    public View electrode() {
        return cell.select(electrode);
    }

    @Override
    public double[] cellValues(double[] combination) {
        return Arrays.stream(order).mapToDouble(place -> combination[place]).toArray();
    }

    @Override
    public Rig rig(double[] combination) {
        return Rig.ideal();
    }

    @Override
    public String rigText() {
        return Rig.ideal().toString();
    }

    @Override
    public String unit(String path) {
        return cell.unit(key(path));
    }

    @Override
    public boolean mustBePositive(String path) {
        return cell.mustBePositive(key(path));
    }

    static String key(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public List<String> notes() {
        return List.of();
    }
}
