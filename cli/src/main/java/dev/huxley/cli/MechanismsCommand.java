package dev.huxley.cli;

import dev.huxley.cli.model.MechanismFiles;
import dev.huxley.inspect.figure.CatalogueFigures;
import dev.huxley.mechanism.catalogue.Catalogue;
import dev.huxley.mechanism.catalogue.CatalogueEntry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huxley mechanisms}: lists the shipped mechanisms or describes one. */
@Command(
        name = "mechanisms",
        mixinStandardHelpOptions = true,
        versionProvider = HuxleyCommand.Version.class,
        sortOptions = false,
        description =
                "Lists the mechanisms that come with Huxley or those of files in NMODL, or describes one of them.",
        footer = {
            "",
            "Examples:",
            "  huxley mechanisms                        all of them",
            "  huxley mechanisms potassium              those with this word in their line",
            "  huxley mechanisms --describe hay.NaTaT --plot NaTaT.png",
            "  huxley mechanisms --mod channels         those of the files in a folder",
            "  huxley mechanisms --mod channels --describe kdr --plot kdr.png"
        })
final class MechanismsCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "WORD", description = "only mechanisms that have all these words")
    private List<String> words = List.of();

    @Option(
            names = "--describe",
            paramLabel = "NAME",
            description = "equations, parameters, states, paper of one mechanism, also of a file in NMODL (.mod)")
    private String described;

    @Mixin
    private MechanismFiles files;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description =
                    "with --describe: a figure (.png or .svg) of steady states and time constants over the voltage"
                            + " and of the current under a voltage clamp; of a synapse, its response to spikes or"
                            + " steps of the presynaptic voltage")
    private Path plot;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (plot != null && described == null) {
            throw new ParameterException(
                    spec.commandLine(), "--plot shows one mechanism; name it with --describe NAME");
        }
        if (described != null) {
            CatalogueEntry entry = files.find(described, this::warn);
            MechanismDescription.print(out, entry, files.file(described));
            if (plot != null) {
                CatalogueFigures.of(entry).write(plot);
                out.println("figure         " + plot);
            }
        } else {
            list(out);
        }
        return 0;
    }

    private void list(PrintWriter out) {
        List<CatalogueEntry> all = files.areGiven() ? files.entries(this::warn) : Catalogue.entries();
        List<CatalogueEntry> found = all.stream().filter(this::hasAllWords).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    words.isEmpty()
                            ? "the files of --mod have no mechanism: no name ends in .mod, or none can be read"
                            : "no mechanism has " + String.join(" and ", words)
                                    + " in its name, library, description, ions, states or parameters");
        }
        MechanismTable.print(out, found);
        out.println();
        out.println(found.size() + (found.size() == 1 ? " mechanism" : " mechanisms")
                + "; equations and papers: huxley mechanisms " + (files.areGiven() ? "--mod FILE " : "")
                + "--describe NAME");
        out.flush();
    }

    private void warn(String text) {
        spec.commandLine().getErr().println("huxley: " + text);
    }

    private boolean hasAllWords(CatalogueEntry entry) {
        String text = String.join(
                        " ",
                        entry.fullName(),
                        entry.title(),
                        entry.paper().citation(),
                        String.join(" ", entry.ions()),
                        entry.create().parameters().toString(),
                        entry.create().states().toString())
                .toLowerCase(Locale.ROOT);
        return words.stream().allMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)));
    }
}
