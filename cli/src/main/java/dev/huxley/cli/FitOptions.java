package dev.huxley.cli;

import dev.huxley.neuron.NeuronExport;
import dev.huxley.simulate.Engines;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Options of every fit. */
final class FitOptions {
    @Option(
            names = "--recording",
            paramLabel = "FILE",
            description = {
                "ABF (version 1 or 2), NWB or CSV file; a folder to fit every recording in it; without it the demo runs"
            })
    Path recording;

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            description = {
                "features: spike counts, times and shapes, with validation on sweeps that are held out, by a global"
                        + " search;",
                "voltage: mean-square difference of the traces, by gradient descent;",
                "statistics: mean and deviation in ten windows, in which spikes may shift, by gradient descent;",
                "soft-dtw: soft dynamic time warping: spikes may shift by a tenth of the time, by gradient descent",
                "(default: features; voltage for the demo, and with options that only the descent has)"
            })
    FitLoss loss;

    @Option(
            names = "--junction-potential",
            paramLabel = "MV",
            description = {
                "liquid junction potential; the recorded voltage is lowered by its size, whatever its sign",
                "(default: that which the file states, otherwise 0)"
            })
    Double junctionPotential;

    @Option(names = "--seed", paramLabel = "N", description = "seed of the random numbers (default: 1)")
    Long seed;

    @Option(
            names = "--dt",
            paramLabel = "MS",
            description = {
                "time step (default: features: 0.05, with a check at half of it;",
                "traces: the recording's sample interval, at most 0.05)"
            })
    double timeStep = Double.NaN;

    @Option(names = "--engine", paramLabel = "NAME", description = "llvm (machine code, the default) or torch")
    String engine = Engines.defaultName();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "huxley-fit",
            description = "folder for the results (default: ${DEFAULT-VALUE})")
    Path out;

    @Option(
            names = "--export",
            paramLabel = "NAME",
            description = {
                "neuron: also writes the fitted model for NEURON, into the folder neuron of the results: mechanisms in"
                        + " NMODL, and a program in Python that runs the sweeps"
            })
    ExportForm export;

    long seed() {
        return seed == null ? 1 : seed;
    }

    /** The simulators for which a fitted model can be written. */
    enum ExportForm {
        NEURON;

        /**
         * Requires that no export of an earlier fit would stay beside the results of this one.
         *
         * @param form null for none
         */
        static void requireNoneOfEarlier(ExportForm form, Path folder) {
            for (ExportForm other : values()) {
                Path target = folder.resolve(other.toString());
                if (other != form && Files.exists(target.resolve("model.py"))) {
                    throw new IllegalArgumentException("the folder " + target
                            + " has the model of an earlier fit, which this one would not replace: add --export "
                            + other + ", give another --out, or remove that folder");
                }
            }
        }

        /**
         * Writes a model into the folder of a fit and returns where; empty if that is impossible, which the fit survives.
         *
         * @param form null for none
         * @param warnings receives the reason
         */
        static Optional<Path> write(
                ExportForm form, Supplier<NeuronExport> model, Path folder, Consumer<String> warnings) {
            if (form == null) {
                return Optional.empty();
            }
            Path target = folder.resolve(form.toString());
            boolean isUsed = Files.exists(target);
            try {
                model.get().write(target);
                return Optional.of(target);
            } catch (IllegalArgumentException | UncheckedIOException e) {
                warnings.accept(e.getMessage()
                        + (isUsed ? "; nothing new was written, so " + target + " is of an earlier fit" : ""));
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
