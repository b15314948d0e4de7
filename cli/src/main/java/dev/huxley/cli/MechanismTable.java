package dev.huxley.cli;

import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The table of {@code huxley mechanisms}: a row for each mechanism, by library; long cells continue below. */
final class MechanismTable {
    private static final int LINE = 126;
    private static final String GAP = "  ";
    private static final List<String> TITLES =
            List.of("mechanism", "what it is", "current", "states", "parameters (* shared)");
    private static final int[] WIDTHS = {28, 33, 7, 16, 0};

    private MechanismTable() {}

    static void print(PrintWriter out, List<CatalogueEntry> entries) {
        String library = "";
        for (CatalogueEntry entry : entries) {
            if (!entry.library().equals(library)) {
                out.println();
                library = entry.library();
                out.println(library + reference(library));
                printRow(out, TITLES.stream().map(List::of).toList());
            }
            printRow(out, cells(entry));
        }
        out.flush();
    }

    /** The paper of most of the library's mechanisms, if there is one. */
    private static String reference(String library) {
        List<CatalogueEntry> members = Catalogue.entries().stream()
                .filter(entry -> entry.library().equals(library))
                .toList();
        String first = members.get(0).paper().citation();
        long same = members.stream()
                .filter(entry -> entry.paper().citation().equals(first))
                .count();
        return first.isEmpty() || 2 * same < members.size() ? "" : ": " + first;
    }

    private static List<List<String>> cells(CatalogueEntry entry) {
        Mechanism mechanism = entry.create();
        return List.of(
                List.of(entry.name()),
                words(entry.title(), WIDTHS[1]),
                List.of(Objects.requireNonNullElse(current(mechanism), "-")),
                words(states(mechanism), WIDTHS[3]),
                items(
                        mechanism.parameters().stream()
                                .map(MechanismTable::parameter)
                                .toList(),
                        parameterWidth()));
    }

    /** The name of the mechanism's current, null if it carries none. */
    static String current(Mechanism mechanism) {
        if (mechanism instanceof Synapse) {
            // In the model i_ and the name of the synapse, which is too long for a column.
            return "i";
        }
        boolean carries =
                mechanism instanceof Channel channel && channel.equations().contains(channel.currentName() + " =");
        return carries ? ((Channel) mechanism).currentName() : null;
    }

    private static String states(Mechanism mechanism) {
        return mechanism.states().isEmpty()
                ? "-"
                : mechanism.states().stream()
                        .sorted(Comparator.comparing(MechanismTable::isShared))
                        .map(MechanismTable::name)
                        .collect(Collectors.joining(" "));
    }

    private static String name(Declaration declaration) {
        return declaration.name() + (isShared(declaration) ? "*" : "");
    }

    private static String parameter(Declaration declaration) {
        String unit = declaration.unit().equals("1") ? "" : " " + declaration.unit();
        return name(declaration) + " " + Numbers.of(declaration) + unit;
    }

    static boolean isShared(Declaration declaration) {
        return declaration.key().equals(declaration.name());
    }

    private static int parameterWidth() {
        int before = 0;
        for (int width : WIDTHS) {
            before += width == 0 ? 0 : width + GAP.length();
        }
        return LINE - before - GAP.length();
    }

    private static List<String> words(String text, int width) {
        return filled(List.of(text.split(" ")), " ", width);
    }

    private static List<String> items(List<String> items, int width) {
        return items.isEmpty() ? List.of("-") : filled(items, ", ", width);
    }

    /** Fills lines with as many parts as fit. */
    private static List<String> filled(List<String> parts, String separator, int width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String part : parts) {
            String longer = line.isEmpty() ? part : line + separator + part;
            if (longer.length() + separator.strip().length() > width && !line.isEmpty()) {
                lines.add(line + separator.stripTrailing());
                line = part;
            } else {
                line = longer;
            }
        }
        lines.add(line);
        return lines;
    }

    private static void printRow(PrintWriter out, List<List<String>> cells) {
        int lines = cells.stream().mapToInt(List::size).max().orElseThrow();
        for (int line = 0; line < lines; line++) {
            StringBuilder text = new StringBuilder(GAP);
            for (int column = 0; column < cells.size(); column++) {
                List<String> cell = cells.get(column);
                String part = line < cell.size() ? cell.get(line) : "";
                text.append(part).append(" ".repeat(Math.max(0, WIDTHS[column] - part.length())));
                text.append(GAP);
            }
            out.println(text.toString().stripTrailing());
        }
    }
}
