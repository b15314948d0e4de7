package dev.huxley.fit.description;

import dev.huxley.fit.description.DescribedModel.RigValue;
import dev.huxley.model.Branch;
import dev.huxley.model.BranchEnd;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Structure;
import java.util.List;

/**
 * An electrode with a capacitance as a compartment between stimulus and membrane: current enters it, its voltage is recorded,
 * and the series resistance joins it to the cell.
 *
 * <p>The compartment is a cylinder without channels in the group {@code pipette}. Its capacitance is the pipette's; half of its
 * length, from its middle to its end, has the series resistance. The membrane's own half compartment lies in series, as it does
 * in a cell: some kOhm for a soma.
 *
 * @param cell the cell with the pipette
 * @param compartment the number of the pipette's compartment
 */
record Pipette(Cell cell, int compartment) {
    static final String GROUP = "pipette";

    private static final double LENGTH = 10;
    private static final double RADIUS = 10;
    /** MOhm per Ohm cm: half a length over the cross section, in um; 1 Ohm cm um / um2 is 0.01 MOhm. */
    private static final double MEGAOHM = 0.01 * (LENGTH / 2) / (Math.PI * RADIUS * RADIUS);
    /** pF per uF/cm2: the area in um2; 1 uF/cm2 is 0.01 pF/um2. */
    private static final double PICOFARAD = 0.01 * 2 * Math.PI * RADIUS * LENGTH;

    /** The cell with a pipette at the root of its soma's branch. */
    static Pipette attached(Cell cell, int at, RigDescription rig) {
        Cell electrode = new Cell(new Branch(new Compartment(), 1), -1);
        electrode.set("length", LENGTH);
        electrode.set("radius", RADIUS);
        electrode.set("axial_resistivity", rig.seriesResistance().start() / MEGAOHM);
        electrode.set("capacitance", rig.pipetteCapacitance().start() / PICOFARAD);
        electrode.addToGroup(GROUP);
        Structure structure = cell.structure();
        int branch = structure.branchInCell(at);
        Cell joined = cell.join(BranchEnd.start(branch), electrode, BranchEnd.start(0));
        return new Pipette(joined, joined.group(GROUP).compartments()[0]);
    }

    /** Makes the free values of the electrode trainable parameters of the cell. */
    void train(RigDescription rig, List<FreeValue> free, List<RigValue> ofRig) {
        train(RigDescription.SERIES, rig.seriesResistance(), "axial_resistivity", MEGAOHM, free, ofRig);
        train(RigDescription.PIPETTE, rig.pipetteCapacitance(), "capacitance", PICOFARAD, free, ofRig);
    }

    private void train(
            String name, DescribedValue value, String key, double perUnit, List<FreeValue> free, List<RigValue> ofRig) {
        if (value instanceof DescribedValue.Free wide) {
            cell.group(GROUP).makeTrainable(key, wide.start() / perUnit);
            free.add(new FreeValue(
                    RigDescription.PREFIX + name,
                    RigDescription.UNITS.get(name),
                    wide.lower(),
                    wide.upper(),
                    wide.logarithmic(),
                    wide.start()));
            ofRig.add(new RigValue(name, GROUP + "/" + key, 1 / perUnit));
        }
    }
}
