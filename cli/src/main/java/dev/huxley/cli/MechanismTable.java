package dev.huxley.cli;

import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.mechanism.nmodl.NmodlChannel;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The table of {@code huxley mechanisms}: a row for each mechanism, by library; long cells continue below. */
final class MechanismTable {
    private static final int LINE = 126;
    private static final String GAP = "  ";
    private static final List<String> TITLES =
            List.of("mechanism", "what it is", "current", "states", "parameters (* shared)");
    private static final int CURRENT = 2;
    private static final int SHORTEST_CURRENT = 7;

    /** The widths of the columns; that of the currents is at least {@link #SHORTEST_CURRENT}, the last one takes the rest. */
    private final int[] widths = {28, 33, SHORTEST_CURRENT, 16, 0};

    private MechanismTable(List<CatalogueEntry> entries) {
        for (CatalogueEntry entry : entries) {
            for (String name : currents(entry.create())) {
                widths[CURRENT] = Math.max(widths[CURRENT], name.length());
            }
        }
    }

    static void print(PrintWriter out, List<CatalogueEntry> entries) {
        new MechanismTable(entries).print(entries, out);
        out.flush();
    }

    private void print(List<CatalogueEntry> entries, PrintWriter out) {
        String library = null;
        for (CatalogueEntry entry : entries) {
            if (!entry.library().equals(library)) {
                out.println();
                library = entry.library();
                out.println(library.isEmpty() ? "files in NMODL" : library + reference(library));
                printRow(out, TITLES.stream().map(List::of).toList());
            }
            printRow(out, cells(entry));
        }
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

    private List<List<String>> cells(CatalogueEntry entry) {
        Mechanism mechanism = entry.create();
        return List.of(
                List.of(entry.name()),
                words(entry.title(), widths[1]),
                currents(mechanism).isEmpty() ? List.of("-") : currents(mechanism),
                words(states(mechanism), widths[3]),
                items(
                        mechanism.parameters().stream()
                                .map(MechanismTable::parameter)
                                .toList(),
                        parameterWidth()));
    }

    /** The names of the mechanism's currents; empty if it carries none. */
    static List<String> currents(Mechanism mechanism) {
        if (mechanism instanceof Synapse) {
            // In the model i_ and the name of the synapse, which is too long for a column.
            return List.of("i");
        }
        if (mechanism instanceof NmodlChannel ofFile) {
            return ofFile.carriedCurrents();
        }
        return mechanism instanceof Channel channel
                ? channel.currentNames().stream()
                        .filter(name -> channel.equations().contains(name + " ="))
                        .toList()
                : List.of();
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

    private int parameterWidth() {
        int before = 0;
        for (int width : widths) {
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

    private void printRow(PrintWriter out, List<List<String>> cells) {
        int lines = cells.stream().mapToInt(List::size).max().orElseThrow();
        for (int line = 0; line < lines; line++) {
            StringBuilder text = new StringBuilder(GAP);
            for (int column = 0; column < cells.size(); column++) {
                List<String> cell = cells.get(column);
                String part = line < cell.size() ? cell.get(line) : "";
                text.append(part).append(" ".repeat(Math.max(0, widths[column] - part.length())));
                text.append(GAP);
            }
            out.println(text.toString().stripTrailing());
        }
    }
}
