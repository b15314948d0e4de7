package dev.huxley.neuron;

import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.nmodl.NmodlChannel;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.Structure;
import dev.huxley.morphology.Attachment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sections of a model. A branch is a section; where NEURON could not have its values in one section (another
 * resistivity, other mechanisms or other lengths of its compartments, a child between two of them), each of its
 * compartments is one.
 */
final class SectionTable {
    private final NeuronModel model;
    private final Structure structure;
    private final SectionGeometry geometry;
    private final List<String> problems;
    private final List<Section> sections = new ArrayList<>();
    private final int[] firstSectionOfBranch;
    private final int[] sectionsOfBranch;
    private final int[] sectionOfCompartment;

    private SectionTable(NeuronModel model, List<String> problems) {
        this.model = model;
        this.problems = problems;
        structure = model.structure();
        geometry = new SectionGeometry(model);
        firstSectionOfBranch = new int[structure.branches()];
        sectionsOfBranch = new int[structure.branches()];
        sectionOfCompartment = new int[structure.compartments()];
        boolean[] isDone = new boolean[structure.branches()];
        for (int branch = 0; branch < structure.branches(); branch++) {
            add(branch, isDone);
        }
    }

    /** The sections of a model; adds what has no form to the problems. */
    static SectionTable of(NeuronModel model, List<String> problems) {
        return new SectionTable(model, problems);
    }

    List<Section> sections() {
        return sections;
    }

    /** The number of the section of a compartment. */
    int section(int compartment) {
        return sectionOfCompartment[compartment];
    }

    /** The number of the segment of a compartment in its section. */
    int segment(int compartment) {
        return compartment - sections.get(sectionOfCompartment[compartment]).firstCompartment();
    }

    /** The place of a compartment along its section: the center of its segment. */
    String place(int compartment) {
        return NmodlNumber.text((segment(compartment) + 0.5)
                / sections.get(sectionOfCompartment[compartment]).segments());
    }

    private void add(int branch, boolean[] isDone) {
        if (isDone[branch]) {
            return;
        }
        isDone[branch] = true;
        int parent = structure.parent(branch);
        if (parent >= 0) {
            add(parent, isDone);
        }
        int first = structure.firstCompartment(branch);
        int count = structure.compartmentsOfBranch(branch);
        Optional<Section> whole =
                isUniform(first, count) && !hasChildBetween(branch) ? section(branch, first, count) : Optional.empty();
        firstSectionOfBranch[branch] = sections.size();
        if (whole.isPresent()) {
            put(whole.get());
        } else {
            for (int row = first; row < first + count; row++) {
                put(single(branch, row));
            }
        }
        sectionsOfBranch[branch] = sections.size() - firstSectionOfBranch[branch];
    }

    private void put(Section section) {
        for (int i = 0; i < section.segments(); i++) {
            sectionOfCompartment[section.firstCompartment() + i] = sections.size();
        }
        sections.add(section);
    }

    private boolean isUniform(int first, int count) {
        for (int row = first + 1; row < first + count; row++) {
            if (geometry.value("axial_resistivity", row) != geometry.value("axial_resistivity", first)) {
                return false;
            }
        }
        return ModelMechanisms.all(model).stream()
                .filter(each -> !isPoint(each))
                .allMatch(mechanism -> {
                    int members = 0;
                    for (int row = first; row < first + count; row++) {
                        members += model.nodes().flags(mechanism.name()).isPresent(row) ? 1 : 0;
                    }
                    return members == 0 || members == count;
                });
    }

    private static boolean isPoint(MembraneMechanism mechanism) {
        return mechanism instanceof NmodlChannel imported
                && !WrittenMechanism.plain(imported.source()).contains("SUFFIX");
    }

    private boolean hasChildBetween(int branch) {
        for (int child = 0; child < structure.branches(); child++) {
            if (structure.parent(child) == branch
                    && structure.attachment(child) == Attachment.MIDDLE
                    && structure.compartmentsOfBranch(branch) % 2 == 0) {
                return true;
            }
        }
        return false;
    }

    private Optional<Section> section(int branch, int first, int count) {
        Optional<double[]> cylinders = geometry.cylinders(first, count);
        Optional<double[][]> points = geometry.points(branch, first, count);
        if (cylinders.isEmpty() && points.isEmpty()) {
            return Optional.empty();
        }
        double length = 0;
        for (int row = first; row < first + count; row++) {
            length += geometry.value("length", row);
        }
        boolean arePoints = points.isPresent();
        return Optional.of(new Section(
                name(branch, -1),
                first,
                count,
                parentSection(branch),
                attachment(branch),
                geometry.value("axial_resistivity", first),
                length,
                arePoints ? new double[0] : cylinders.get(),
                points.orElse(new double[0][])));
    }

    private Section single(int branch, int row) {
        Optional<double[]> cylinders = geometry.cylinders(row, 1);
        Optional<double[][]> points = geometry.points(branch, row, 1);
        double length = geometry.value("length", row);
        double[] diameters = cylinders.orElse(new double[0]);
        if (cylinders.isEmpty() && points.isEmpty()) {
            Optional<double[]> equivalent = geometry.equivalentCylinder(row);
            if (equivalent.isEmpty()) {
                problems.add("the compartment of " + structure.place(row)
                        + " has halves of different axial resistance and no traced points that give them, so no section"
                        + " of NEURON is like it; set its radius");
            } else {
                length = equivalent.get()[0];
                diameters = new double[] {equivalent.get()[1]};
            }
        }
        boolean isFirst = row == structure.firstCompartment(branch);
        return new Section(
                name(branch, row - structure.firstCompartment(branch)),
                row,
                1,
                isFirst ? parentSection(branch) : sections.size() - 1,
                isFirst ? attachment(branch) : 1,
                geometry.value("axial_resistivity", row),
                length,
                points.isPresent() ? new double[0] : diameters,
                points.orElse(new double[0][]));
    }

    /** The section at which a branch begins; -1 for a root. */
    private int parentSection(int branch) {
        int parent = structure.parent(branch);
        if (parent < 0) {
            return -1;
        }
        int pieces = sectionsOfBranch[parent];
        int compartment = structure.attachment(branch).compartment(pieces);
        return firstSectionOfBranch[parent] + (pieces == 1 ? 0 : compartment);
    }

    private double attachment(int branch) {
        int parent = structure.parent(branch);
        if (parent < 0) {
            return 0;
        }
        boolean isBetween = structure.attachment(branch) == Attachment.MIDDLE
                && sectionsOfBranch[parent] > 1
                && sectionsOfBranch[parent] % 2 == 0;
        return isBetween ? 1 : structure.attachment(branch).share();
    }

    private String name(int branch, int piece) {
        int row = structure.firstCompartment(branch);
        String type = List.of("soma", "axon", "basal", "apical").stream()
                .filter(group -> model.groups().contains(group)
                        && model.nodes().flags(group).isPresent(row))
                .findFirst()
                .orElse("branch");
        String cell = structure.cells() > 1 ? "cell" + structure.cell(row) + "_" : "";
        String name = cell + type + structure.branchInCell(row) + (piece < 0 ? "" : "_" + piece);
        return name;
    }
}
