package dev.huxley.cli;

import dev.huxley.cli.model.MorphologyOptions;
import dev.huxley.model.Cell;
import dev.huxley.morphology.SwcDescription;
import dev.huxley.plot.model.ModelPlot;
import dev.huxley.plot.model.Projection;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huxley plot}: describes a morphology and draws it. */
@Command(
        name = "plot",
        mixinStandardHelpOptions = true,
        versionProvider = HuxleyCommand.Version.class,
        sortOptions = false,
        description = {
            "Draws a morphology: widths to scale, a scale bar, colors by group or by a quantity.",
            "Prints its points, groups, length and area, and what was repaired or assumed to read it."
        },
        footer = {
            "",
            "Examples:",
            "  huxley plot --swc cell.swc --out cell.png",
            "  huxley plot --swc cell.swc --color radius --log --out cell.svg",
            "  huxley plot --swc nanometres.swc --scale 0.001 --out cell.png"
        })
final class PlotCommand implements Callable<Integer> {
    private static final String GROUP = "group";
    private static final String NONE = "none";

    @Option(names = "--swc", paramLabel = "FILE", required = true, description = "morphology")
    private Path swc;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "picture to write, .png or .svg")
    private Path out;

    @Option(
            names = {"--color", "--colour"},
            paramLabel = "WHAT",
            defaultValue = GROUP,
            description = "group, none, or a quantity of the compartments such as radius, length, z"
                    + " (default: ${DEFAULT-VALUE})")
    private String color;

    @Option(names = "--log", description = "with a quantity: a logarithmic color scale")
    private boolean log;

    @Option(
            names = "--projection",
            paramLabel = "PLANE",
            defaultValue = "xy",
            description = "xy, xz or yz: the first axis to the right, the second upwards (default: ${DEFAULT-VALUE})")
    private Projection projection;

    @Option(
            names = "--compartments",
            paramLabel = "N",
            defaultValue = "4",
            description = "compartments per branch, each of one color (default: ${DEFAULT-VALUE})")
    private int compartments;

    @Mixin
    private MorphologyOptions reading;

    @Option(names = "--title", paramLabel = "TEXT", defaultValue = "", description = "title above the picture")
    private String title;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        SwcDescription description = reading.read(swc, compartments);
        spec.commandLine().getOut().println(description);
        Cell cell = new Cell(description.morphology());
        ModelPlot plot = ModelPlot.of(cell).projection(projection).title(title).logColors(log);
        if (color.equals(GROUP)) {
            plot = plot.colorByGroup();
        } else if (!color.equals(NONE)) {
            plot = plot.colorBy(color);
        }
        plot.write(out);
        spec.commandLine().getOut().println("written " + out + ": " + cell.shape());
        return 0;
    }
}
