package dev.huxley.morphology;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A summary of an SWC file: its content, repairs and warnings, and the morphology read from it. {@link #toString} is a
 * table for people.
 *
 * @param name the file's name, or the name given with the text
 * @param points the number of points in the file
 * @param trees the number of trees in the file; one is kept
 * @param soma the form of the soma in words
 * @param groups the types of points and their cable, in the order of types
 * @param repairs repairs that do not change the meaning
 * @param warnings guesses, omissions and implausible data, each with the remedy
 * @param morphology the morphology
 */
public record SwcDescription(
        String name,
        int points,
        int trees,
        String soma,
        List<Group> groups,
        List<String> repairs,
        List<String> warnings,
        Morphology morphology) {
    /**
     * The points of one type and the branches of their group.
     *
     * @param name soma, axon, basal, apical, ...
     * @param points the number of points of this type in the tree that was kept
     * @param branches the number of branches
     * @param length their length, um
     * @param area their membrane, um2
     * @param volume their volume, um3
     */
    public record Group(String name, int points, int branches, double length, double area, double volume) {}

    /** Copies the lists. */
    public SwcDescription {
        groups = List.copyOf(groups);
        repairs = List.copyOf(repairs);
        warnings = List.copyOf(warnings);
    }

    static SwcDescription of(SwcPoints points, String soma, Morphology morphology, SwcNotes notes) {
        Map<Integer, Integer> pointsOfType = new TreeMap<>();
        for (int type : points.type()) {
            pointsOfType.merge(type, 1, Integer::sum);
        }
        Map<Integer, double[]> sizes = new TreeMap<>();
        pointsOfType.keySet().forEach(type -> sizes.put(type, new double[4]));
        int[] owner = morphology.branchOfCompartment();
        double[] length = morphology.length();
        double[] area = morphology.area();
        double[] volume = morphology.volume();
        for (TracedBranch branch : morphology.branches()) {
            sizes.computeIfAbsent(branch.type(), type -> new double[4])[0]++;
        }
        for (int row = 0; row < owner.length; row++) {
            double[] sums = sizes.get(morphology.branches().get(owner[row]).type());
            sums[1] += length[row];
            sums[2] += area[row];
            sums[3] += volume[row];
        }
        List<Group> groups = new ArrayList<>();
        sizes.forEach((type, sums) -> groups.add(new Group(
                TracedBranch.group(type),
                pointsOfType.getOrDefault(type, 0),
                (int) sums[0],
                sums[1],
                sums[2],
                sums[3])));
        return new SwcDescription(
                morphology.name(),
                points.pointsInFile(),
                points.treesInFile(),
                soma,
                groups,
                notes.repairs(),
                notes.warnings(),
                morphology);
    }

    /** The group of this name, null if the file has no such points. */
    public Group group(String group) {
        return groups.stream().filter(g -> g.name().equals(group)).findFirst().orElse(null);
    }

    /** All groups together. */
    public Group total() {
        return new Group(
                "total",
                groups.stream().mapToInt(Group::points).sum(),
                morphology.branchCount(),
                groups.stream().mapToDouble(Group::length).sum(),
                groups.stream().mapToDouble(Group::area).sum(),
                groups.stream().mapToDouble(Group::volume).sum());
    }

    /** Prints the warnings. */
    SwcDescription warned() {
        warnings.forEach(warning -> System.err.println("huxley: " + name + ": " + warning));
        return this;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(name)
                .append(": ")
                .append(points)
                .append(points == 1 ? " point, " : " points, ")
                .append(trees)
                .append(trees == 1 ? " tree" : " trees")
                .append("; soma: ")
                .append(soma);
        line(
                text,
                "%-10s %8s %9s %12s %12s %12s",
                "group",
                "points",
                "branches",
                "length um",
                "area um2",
                "volume um3");
        List<Group> rows = new ArrayList<>(groups);
        rows.add(total());
        for (Group row : rows) {
            line(
                    text,
                    "%-10s %8d %9d %12s %12s %12s",
                    row.name,
                    row.points,
                    row.branches,
                    SwcNotes.number(row.length),
                    SwcNotes.number(row.area),
                    SwcNotes.number(row.volume));
        }
        repairs.forEach(repair -> line(text, "repaired: %s", repair));
        warnings.forEach(warning -> line(text, "warning: %s", warning));
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append('\n').append(String.format(Locale.ROOT, format, values));
    }
}
