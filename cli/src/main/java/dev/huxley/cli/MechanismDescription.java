package dev.huxley.cli;

import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.Synapse;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import dev.huxley.mechanism.nmodl.NmodlChannel;
import dev.huxley.mechanism.nmodl.NmodlSynapse;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The output of {@code huxley mechanisms --describe}: the catalogue's entry on one mechanism. */
final class MechanismDescription {
    private MechanismDescription() {}

    /**
     * Prints an entry.
     *
     * @param file the file of the mechanism; empty for those of the catalogue
     */
    static void print(PrintWriter out, CatalogueEntry entry, Optional<Path> file) {
        Mechanism mechanism = entry.create();
        out.println(entry.fullName() + ": " + entry.title());
        out.println();
        mechanism.equations().lines().forEach(line -> out.println("  " + line));
        printTable(out, "parameter", "default", mechanism.parameters());
        printTable(out, "state", "initial", mechanism.states());
        out.println();
        if (mechanism instanceof Synapse synapse) {
            fact(out, "current", synapse.currentName() + " in nA, out of the postsynaptic compartment positive");
            if (!synapse.ionCurrentNames().isEmpty()) {
                fact(
                        out,
                        "of ions",
                        String.join(", ", synapse.ionCurrentNames()) + ", which mechanisms of that compartment read");
            }
        } else if (!MechanismTable.currents(mechanism).isEmpty()) {
            List<String> currents = MechanismTable.currents(mechanism);
            boolean isElectrode = mechanism instanceof NmodlChannel ofFile && ofFile.isElectrode();
            fact(
                    out,
                    currents.size() == 1 ? "current" : "currents",
                    String.join(", ", currents) + " in mA/cm2, outward positive"
                            + (isElectrode ? "; ELECTRODE_CURRENT of the file, in nA, is inward positive" : ""));
        }
        if (!entry.ions().isEmpty()) {
            fact(out, "ions", String.join(", ", entry.ions()));
        }
        if (!entry.companions().isEmpty()) {
            fact(out, "together with", String.join(", ", entry.companions()));
        }
        if (!entry.paper().citation().isEmpty()) {
            fact(out, "paper", entry.paper().citation());
        }
        if (!entry.paper().doi().isEmpty()) {
            fact(out, "", "https://doi.org/" + entry.paper().doi());
        }
        String path = file.map(each -> each.toString().replace('\\', '/')).orElse("");
        if (mechanism instanceof NmodlSynapse) {
            fact(out, "in Java", "network.connect(pre, post, Nmodl.readSynapse(Path.of(\"" + path + "\")));");
        } else if (mechanism instanceof NmodlChannel) {
            fact(out, "in Java", "cell.insert(Nmodl.read(Path.of(\"" + path + "\")));");
            fact(out, "in a fit", "./huxley fit --mod " + path + " --channels " + entry.fullName() + ",Leak");
        } else if (entry.isInsertable()) {
            fact(out, "in Java", "cell.insert(new " + mechanism.getClass().getName() + "());");
            fact(out, "in a fit", "./huxley fit --channels " + entry.fullName());
        } else {
            fact(
                    out,
                    "in Java",
                    "network.connect(pre, post, new " + mechanism.getClass().getName() + "());");
        }
        out.flush();
    }

    private static void fact(PrintWriter out, String name, String value) {
        out.printf("%-14s %s%n", name, value);
    }

    private static void printTable(PrintWriter out, String what, String value, Collection<Declaration> declarations) {
        if (declarations.isEmpty()) {
            return;
        }
        int width = declarations.stream()
                .mapToInt(declaration -> declaration.key().length())
                .max()
                .orElseThrow();
        String row = "  %-" + Math.max(width, what.length()) + "s  %-8s %-7s %s";
        out.println();
        out.println(String.format(row, what, value, "unit", "").stripTrailing());
        for (Declaration declaration : declarations) {
            out.println(String.format(
                            row,
                            declaration.key(),
                            Numbers.of(declaration),
                            declaration.unit(),
                            MechanismTable.isShared(declaration) ? "shared by all mechanisms that declare it" : "")
                    .stripTrailing());
        }
    }
}
