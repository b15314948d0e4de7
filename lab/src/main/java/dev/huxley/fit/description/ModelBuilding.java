package dev.huxley.fit.description;

import dev.huxley.fit.description.DescribedModel.RigValue;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.DLambda;
import dev.huxley.model.Distances;
import dev.huxley.model.Selection;
import dev.huxley.model.Sharing;
import dev.huxley.model.TrainableParameter;
import dev.huxley.model.View;
import dev.huxley.morphology.GeneratedPyramidalCell;
import dev.huxley.morphology.Morphology;
import dev.huxley.morphology.Swc;
import dev.huxley.text.Quotation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds a model from its description: form, sizes, compartments, mechanisms, values, pipette, free values. */
final class ModelBuilding {
    private static final String SOMA = "soma";
    private static final String DENDRITE = "dendrite";
    /** The values on which the number of compartments depends. */
    private static final Set<String> CABLE = Set.of("capacitance", "axial_resistivity", "radius", "length");

    private final ModelDescription description;
    private final Path folder;
    private Cell cell;

    ModelBuilding(ModelDescription description, Path folder) {
        this.description = description;
        this.folder = folder;
    }

    DescribedModel build() {
        cell = form();
        forAll((region, where, key, value) -> {
            if (CABLE.contains(key) && !(value instanceof DescribedValue.OfDistance)) {
                where.set(key, value.start());
            }
        });
        if (description.form() instanceof CellForm.Reconstruction file) {
            cell = cut(file);
        }
        description.regions().forEach(this::insert);
        description.celsius().ifPresent(celsius -> Temperatures.set(cell, celsius));
        forAll(this::set);
        forAll(this::train);
        int electrode = place().compartments()[0];
        // Behind the other free values: those of the whole cell are not the pipette's.
        Pipette pipette = null;
        if (description.rig().hasPipette()) {
            pipette = Pipette.attached(cell, electrode, description.rig());
            cell = pipette.cell();
            electrode = pipette.compartment();
        }
        List<FreeValue> free = new ArrayList<>();
        List<RigValue> ofRig = new ArrayList<>();
        ofCell(free, ofRig);
        if (pipette != null) {
            pipette.train(description.rig(), free, ofRig);
        }
        ofRigItself(free, ofRig, pipette != null);
        return new DescribedModel(description, cell, cell.select(electrode), free, ofRig, Temperatures.notes(cell));
    }

    // ---- the form ----

    private Cell form() {
        if (description.form() instanceof CellForm.Point point) {
            Cell neuron = new Cell(new Compartment());
            neuron.set("length", point.length());
            neuron.addToGroup(SOMA);
            return neuron;
        }
        if (description.form() instanceof CellForm.BallAndStick ball) {
            int compartments = ball.dendriteCompartments();
            Cell neuron = new Cell(
                    List.of(new Branch(new Compartment(), 1), new Branch(new Compartment(), compartments)), -1, 0);
            neuron.branch(0).set("length", ball.length());
            neuron.branch(0).addToGroup(SOMA);
            neuron.branch(1).set("length", ball.dendriteLength() / compartments);
            neuron.branch(1).addToGroup(DENDRITE);
            return neuron;
        }
        return new Cell(morphology(((CellForm.Reconstruction) description.form()).file()));
    }

    private Morphology morphology(String file) {
        return file.equals(CellForm.Reconstruction.GENERATED)
                ? GeneratedPyramidalCell.morphology()
                : Swc.read(folder.resolve(file));
    }

    private Cell cut(CellForm.Reconstruction file) {
        if (file.dLambdaHz() > 0) {
            return DLambda.apply(cell, file.dLambdaHz());
        }
        int[] counts = new int[cell.structure().branches()];
        Arrays.fill(counts, file.compartments());
        return cell.withCompartments(counts);
    }

    // ---- mechanisms and values ----

    private void insert(Region region) {
        Selection where = where(region);
        for (String name : region.mechanisms().keySet()) {
            in(region, name, () -> where.insert(mechanism(name)));
        }
    }

    private MembraneMechanism mechanism(String name) {
        return description.mechanisms().insertable(name);
    }

    private void set(Region region, Selection where, String key, DescribedValue value) {
        if (value instanceof DescribedValue.OfDistance of) {
            Selection from = place();
            double[] distances = of.function().alongBranches()
                    ? Distances.alongBranches(from, where)
                    : Distances.direct(from, where);
            where.set(key, Arrays.stream(distances).map(of.function()::at).toArray());
        } else if (!CABLE.contains(key)) {
            where.set(key, value.start());
        }
    }

    private void train(Region region, Selection where, String key, DescribedValue value) {
        if (value instanceof DescribedValue.Free free) {
            if (cell.isState(key)) {
                throw new IllegalArgumentException(
                        "'" + key + "' is a state and cannot be fitted: every sweep begins at"
                                + " its recorded voltage, with the gates at rest there; give it a fixed value");
            }
            if (free.perBranch()) {
                where.makeTrainable(key, Sharing.PER_BRANCH, free.start());
            } else {
                where.makeTrainable(key, free.start());
            }
        }
    }

    private void ofCell(List<FreeValue> free, List<RigValue> ofRig) {
        Map<String, DescribedValue> values = new LinkedHashMap<>();
        description.regions().forEach(region -> values.putAll(RegionPaths.values(region, description.mechanisms())));
        for (TrainableParameter trainable : cell.trainables()) {
            DescribedValue.Free value = (DescribedValue.Free) values.get(trainable.path());
            int count = trainable.values().length;
            for (int i = 0; i < count; i++) {
                String path = trainable.path() + (count == 1 ? "" : "[" + i + "]");
                free.add(new FreeValue(
                        path, trainable.unit(), value.lower(), value.upper(), value.logarithmic(), value.start()));
                ofRig.add(null);
            }
        }
    }

    private void ofRigItself(List<FreeValue> free, List<RigValue> ofRig, boolean hasPipette) {
        Set<String> done = hasPipette ? Set.of(RigDescription.SERIES, RigDescription.PIPETTE) : Set.of();
        description.rig().values().forEach((name, value) -> {
            if (value instanceof DescribedValue.Free wide && !done.contains(name)) {
                free.add(new FreeValue(
                        RigDescription.PREFIX + name,
                        RigDescription.UNITS.get(name),
                        wide.lower(),
                        wide.upper(),
                        wide.logarithmic(),
                        wide.start()));
                ofRig.add(new RigValue(name, "", 1));
            }
        });
    }

    // ---- places ----

    private interface Action {
        void act(Region region, Selection where, String key, DescribedValue value);
    }

    private void forAll(Action action) {
        for (Region region : description.regions()) {
            Selection where = where(region);
            RegionPaths.keyed(region, description.mechanisms())
                    .forEach((key, value) -> in(region, key, () -> action.act(region, where, key, value)));
        }
    }

    private Selection where(Region region) {
        if (region.isAll()) {
            return cell;
        }
        if (!cell.groups().contains(region.name())) {
            Set<String> names = new LinkedHashSet<>(cell.groups());
            names.add(Region.ALL);
            throw new IllegalArgumentException("model '" + description.name() + "': the cell has no region "
                    + Quotation.of(region.name()) + "; it has " + String.join(", ", names));
        }
        return cell.group(region.name());
    }

    /** The middle of the soma. */
    private View place() {
        return cell.groups().contains(SOMA)
                ? cell.group(SOMA).branch(0).loc(0.5)
                : cell.branch(0).loc(0.5);
    }

    private void in(Region region, String what, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "model '" + description.name() + "', region " + region.name() + ", " + what + ": " + e.getMessage(),
                    e);
        }
    }
}
