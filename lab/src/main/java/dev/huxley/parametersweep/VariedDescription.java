package dev.huxley.parametersweep;

import dev.huxley.fit.description.DescribedModel;
import dev.huxley.fit.description.DescribedValue;
import dev.huxley.fit.description.FreeValue;
import dev.huxley.fit.description.ModelDescription;
import dev.huxley.fit.description.Rig;
import dev.huxley.model.Cell;
import dev.huxley.model.View;
import dev.huxley.text.NearestName;
import dev.huxley.text.Quotation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A described model in which the varied values are free and all others fixed where a fit would start. */
final class VariedDescription implements VariedModel {
    private static final String RIG = "rig/";

    private final DescribedModel model;
    private final Map<String, FreeValue> free = new HashMap<>();
    /** For every value of a candidate its place in a combination. */
    private final int[] order;

    private final List<String> notes = new ArrayList<>();

    VariedDescription(ModelDescription description, Path folder, ParameterTable table) {
        model = varied(description, folder, table).build(folder);
        List<String> paths = table.paths();
        order = new int[model.free().size()];
        for (int i = 0; i < order.length; i++) {
            FreeValue value = model.free().get(i);
            free.put(value.path(), value);
            order[i] = paths.indexOf(value.path());
        }
        notes.addAll(model.notes());
    }

    private ModelDescription varied(ModelDescription description, Path folder, ParameterTable table) {
        ModelDescription varied = description;
        for (Map.Entry<String, DescribedValue> entry : description.values().entrySet()) {
            if (entry.getValue() instanceof DescribedValue.Free free) {
                varied = varied.with(entry.getKey(), DescribedValue.fixed(free.start()));
            }
        }
        ModelDescription fixed = varied;
        double[] first = table.values(0);
        List<String> paths = table.paths();
        for (int i = 0; i < first.length; i++) {
            String path = paths.get(i);
            requireRigValue(description, path);
            DescribedValue before = description.values().get(path);
            if (before instanceof DescribedValue.OfDistance of) {
                notes.add(path + " has one value everywhere in each combination, in place of its " + of);
            }
            // The cell is cut at its own values where it has them, whatever the values of the table.
            double own = before == null ? declared(fixed, folder, path, first[i]) : before.start();
            own = own == 0 ? first[i] : own;
            double lower = own > 0 ? Double.MIN_VALUE : -Double.MAX_VALUE;
            varied = varied.put(path, new DescribedValue.Free(own, lower, Double.MAX_VALUE, false, false));
        }
        return varied;
    }

    /** The value that the cell has although the description does not name it. */
    private static double declared(ModelDescription fixed, Path folder, String path, double otherwise) {
        try {
            Cell cell = fixed.build(folder).cell();
            int slash = path.indexOf('/');
            double[] values = (slash < 0 ? cell : cell.group(path.substring(0, slash))).get(VariedCell.key(path));
            return Arrays.stream(values).filter(Double::isFinite).findFirst().orElse(otherwise);
        } catch (IllegalArgumentException e) {
            return otherwise; // The building of the varied model tells the fault, with the names that there are.
        }
    }

    private static void requireRigValue(ModelDescription description, String path) {
        if (path.startsWith(RIG) && !description.values().containsKey(path)) {
            List<String> names = description.values().keySet().stream()
                    .filter(name -> name.startsWith(RIG))
                    .toList();
            throw new IllegalArgumentException("the rig has no " + Quotation.of(path) + "; "
                    + NearestName.of(path, names)
                            .map(name -> "did you mean '" + name + "'? ")
                            .orElse("")
                    + "it has " + String.join(", ", names));
        }
    }

    @Override
    public Cell cell() {
        return model.cell();
    }

    @Override
    public View electrode() {
        return model.electrode();
    }

    private double[] candidate(double[] combination) {
        double[] candidate = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            candidate[i] = combination[order[i]];
        }
        return candidate;
    }

    @Override
    public double[] cellValues(double[] combination) {
        return model.cellValues(candidate(combination));
    }

    @Override
    public Rig rig(double[] combination) {
        return model.rig(candidate(combination));
    }

    @Override
    public String rigText() {
        return model.description().rig().toString();
    }

    @Override
    public String unit(String path) {
        return free.get(path).unit();
    }

    @Override
    public boolean mustBePositive(String path) {
        return path.startsWith(RIG)
                ? free.get(path).lower() > 0 && !path.endsWith("error") && !path.endsWith("potential")
                : cell().mustBePositive(VariedCell.key(path));
    }

    @Override
    public List<String> notes() {
        return List.copyOf(notes);
    }
}
