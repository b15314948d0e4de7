package dev.huxley.cli;

import dev.huxley.cli.model.CellOptions;
import dev.huxley.cli.model.OptionModel;
import dev.huxley.feature.Feature;
import dev.huxley.fit.description.ModelDescription;
import dev.huxley.parametersweep.FeatureNames;
import dev.huxley.parametersweep.ParameterGrid;
import dev.huxley.parametersweep.ParameterList;
import dev.huxley.parametersweep.ParameterSweep;
import dev.huxley.parametersweep.ParameterTable;
import dev.huxley.parametersweep.SweepStimulus;
import dev.huxley.parametersweep.VariedParameter;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.recording.Recordings;
import dev.huxley.simulate.Engines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Options of a parameter sweep: values, model, stimuli, results. */
final class ParameterSweepOptions {
    private static final String STEP = "--step-current";
    private static final String RECORDING = "--recording";
    /** The options that only a step has. */
    private static final Set<String> OF_STEP = Set.of(STEP, "--delay", "--duration", "--after");
    /** The options that only a recording has. */
    private static final Set<String> OF_RECORDING = Set.of(
            RECORDING,
            "--junction-potential",
            "--sweeps",
            "--channel",
            "--electrode",
            "--current",
            "--command-scale",
            "--voltage-unit",
            "--current-unit");

    @Option(
            names = "--vary",
            paramLabel = "NAME=VALUES",
            description = {
                "a parameter and its values (repeatable; all combinations are run, the last parameter changes first):",
                "HH_gNa=0.05:0.2:50 (from:to:count), HH_gNa=1e-3:1:20:log (equal ratios), radius=5,10,20;",
                "of a region axon/NaTaT_gNaTaT=1,2,4"
            })
    private List<String> vary = new ArrayList<>();

    @Option(
            names = "--table",
            paramLabel = "FILE",
            description =
                    "in place of --vary: a CSV file with a column for each parameter and a row for each combination")
    private Path table;

    @Option(
            names = "--features",
            paramLabel = "NAMES",
            split = ",",
            description = {
                "features of eFEL, or short names that only one has, such as Spikecount,input_resistance",
                "(default: Spikecount)"
            })
    private List<String> features = new ArrayList<>();

    @Option(names = "--traces", description = "writes the voltage at every 0.1 ms in place of features")
    private boolean traces;

    @Option(
            names = STEP,
            paramLabel = "NA",
            description = "steps of current in nA, a stimulus each: 0.1,0.2 or 0:0.5:6 (from:to:count)")
    private String stepCurrent;

    @Option(
            names = "--delay",
            paramLabel = "MS",
            defaultValue = "200",
            description = "time before the step, in which the cell comes to rest (default: ${DEFAULT-VALUE})")
    private double delay;

    @Option(
            names = "--duration",
            paramLabel = "MS",
            defaultValue = "500",
            description = "duration of the step (default: ${DEFAULT-VALUE})")
    private double duration;

    @Option(
            names = "--after",
            paramLabel = "MS",
            defaultValue = "100",
            description = "time behind the step (default: ${DEFAULT-VALUE})")
    private double after;

    @Option(
            names = RECORDING,
            paramLabel = "FILE",
            description = "in place of steps: an ABF, NWB or CSV file whose currents are injected, each sweep from its"
                    + " recorded voltage")
    private Path recording;

    @Mixin
    private SweepOptions sweeps;

    @Option(
            names = "--junction-potential",
            paramLabel = "MV",
            description =
                    "liquid junction potential, by whose size the recorded voltage is lowered (default: that which"
                            + " the file states, otherwise 0)")
    private Double junctionPotential;

    @Option(
            names = "--start-voltage",
            paramLabel = "MV",
            description = "voltage at which runs begin, with the gates at rest (default: the model's, usually -70; of a"
                    + " recording the sweep's)")
    private Double startVoltage;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = {
                "a model file, or the name of a shipped one: point-pospischil, point-hh, perisomatic, hay-l5pc",
                "(default: a point neuron, or the morphology of --swc, with --channels)"
            })
    private String model;

    @Mixin
    private CellOptions cell;

    @Option(
            names = "--dt",
            paramLabel = "MS",
            defaultValue = "0.05",
            description = "time step (default: ${DEFAULT-VALUE})")
    private double timeStep;

    @Option(names = "--engine", paramLabel = "NAME", description = "llvm (machine code, the default) or torch")
    private String engine = Engines.defaultName();

    @Option(names = "--threads", paramLabel = "N", description = "threads (default: one per processor)")
    private Integer threads;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "huxley-sweep",
            description = "folder for sweep.csv and the pictures (default: ${DEFAULT-VALUE})")
    Path out;

    /**
     * Checks the options against each other.
     *
     * @throws ParameterException if two exclude each other, or one is missing
     */
    void check(ParseResult parsed) {
        OptionRange.check(parsed);
        require(
                vary.isEmpty() != (table == null),
                parsed,
                "name the values with --vary NAME=VALUES or with --table FILE");
        require(
                (stepCurrent == null) != (recording == null),
                parsed,
                "name what is injected with --step-current NA or with --recording FILE");
        require(!traces || features.isEmpty(), parsed, "--traces writes no --features; leave one of them away");
        Set<String> unused = stepCurrent == null ? OF_STEP : OF_RECORDING;
        parsed.matchedOptions().stream()
                .map(option -> option.longestName())
                .filter(unused::contains)
                .findFirst()
                .ifPresent(name -> require(
                        false,
                        parsed,
                        name + " has no effect with " + (stepCurrent == null ? RECORDING : STEP) + "; leave it away"));
        require(threads == null || threads > 0, parsed, "--threads takes a number from 1, not " + threads);
        String name = out.getFileName() == null ? "" : out.getFileName().toString();
        require(
                !name.toLowerCase(Locale.ROOT).matches(".*\\.(csv|parquet)"),
                parsed,
                "--out names a folder, in which the table is sweep.csv, not the file " + name
                        + "; it is CSV, and Parquet is written by SparkSweep (guide, parameter sweeps)");
    }

    private static void require(boolean holds, ParseResult parsed, String message) {
        if (!holds) {
            throw new ParameterException(parsed.commandSpec().commandLine(), message);
        }
    }

    /** The parameter sweep that the options describe. */
    ParameterSweep sweep() {
        ModelDescription description = OptionModel.of(model, cell);
        ParameterSweep sweep = ParameterSweep.of(description)
                .vary(values())
                .stimuli(stimuli(description))
                .engine(engine);
        if (!traces) {
            List<String> names = features.isEmpty() ? List.of(Feature.SPIKE_COUNT.efelName()) : features;
            sweep = sweep.features(names.stream().map(FeatureNames::find).toList());
        }
        return threads == null ? sweep : sweep.threads(threads);
    }

    private ParameterTable values() {
        return table != null
                ? ParameterList.read(table)
                : ParameterGrid.of(vary.stream().map(VariedParameter::parse).toList());
    }

    private List<SweepStimulus> stimuli(ModelDescription description) {
        List<SweepStimulus> stimuli = recording == null
                ? Arrays.stream(VariedParameter.parse(STEP + "=" + stepCurrent).values())
                        .mapToObj(current -> SweepStimulus.step(current, delay, duration, after, timeStep))
                        .toList()
                : recorded(description);
        return startVoltage == null
                ? stimuli
                : stimuli.stream().map(stimulus -> stimulus.from(startVoltage)).toList();
    }

    private List<SweepStimulus> recorded(ModelDescription description) {
        CurrentClampSweeps read = CurrentClampSweeps.of(Recordings.read(recording), sweeps.chosen());
        double ofModel = description.rig().junctionPotential().start();
        double junction = junctionPotential != null
                ? junctionPotential
                : ofModel != 0 ? ofModel : read.junctionPotential().orElse(0);
        return read.requireSweeps().stream()
                .map(sweep -> SweepStimulus.of(sweep, junction, timeStep))
                .toList();
    }
}
