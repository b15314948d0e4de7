package dev.huxley.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.huxley.array.Precision;
import dev.huxley.bench.FitFeatures;
import dev.huxley.bench.FitPoint;
import dev.huxley.bench.FixedCost;
import dev.huxley.bench.MeasuredNeuron;
import dev.huxley.bench.Measurement;
import dev.huxley.bench.MeasurementLimits;
import dev.huxley.bench.MeasurementRequest;
import dev.huxley.bench.MeasuringProcess;
import dev.huxley.simulate.Engines;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huxley bench}: times simulations and gradients on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = HuxleyCommand.Version.class,
        sortOptions = false,
        description = {
            "Times simulations, mostly with Hodgkin-Huxley channels, beside the same equations of one neuron in plain"
                    + " Java.",
            "Without options: point in batches of 1, 1000 and 10000, and cable."
        },
        footer = {
            "",
            "Times are medians of 7 runs; ns are per compartment and time step. A gradient",
            "is that of the traces' norm by three conductances and all radii, or by the 20",
            "parameters of l5pc, whose equations are not those of the plain Java loop.",
            "Features are residuals of a fit's features, their rates per second of processor",
            "time, their gradient beside that of the simulation.",
            "Each row is measured in a Java process of its own. Built: the description of the",
            "neuron. First result, first gradient: since that process began. Peak memory: of",
            "that process.",
            "The machine's load and clock affect times more than ratios.",
            "",
            "Example:",
            "  huxley bench --case cable --batch 1,64 --gradient"
        })
final class BenchCommand implements Callable<Integer> {
    private static final String POINT = MeasuredNeuron.POINT;
    private static final String CABLE = MeasuredNeuron.CABLE;
    private static final String NETWORK = MeasuredNeuron.NETWORK;
    private static final String L5PC = MeasuredNeuron.L5PC;
    private static final String L5PC_NMODL = MeasuredNeuron.L5PC_NMODL;
    private static final Set<String> WITH_MORPHOLOGY = Set.of(CABLE, L5PC, L5PC_NMODL);
    private static final Map<String, List<Integer>> BATCHES = batches();

    @Option(
            names = "--case",
            paramLabel = "NAMES",
            split = ",",
            description =
                    "point (one compartment), cable (a generated tree of 1000 compartments), network (1000 neurons of"
                            + " two compartments, first without synapses, as cells, then with 10000), l5pc (the layer 5"
                            + " pyramidal cell, its own 100 ms and 20 parameters), l5pc-nmodl (the same with mechanisms from"
                            + " files in NMODL), fit-point (the runs of a search:"
                            + " candidates of a point neuron with 17 parameters under four sweeps of 1.2 s, float32"
                            + " unless --precision is given), fit-features (the same with the features of a fit),"
                            + " fixed-cost (calls of run beside their time steps, in processor time)"
                            + " (default: point,cable)")
    private List<String> cases;

    @Option(
            names = "--swc",
            paramLabel = "FILE",
            description =
                    "morphology of the cable, one compartment per branch, or of l5pc, instead of the generated one")
    private Path swc;

    @Option(
            names = "--batch",
            paramLabel = "LIST",
            split = ",",
            description = "neurons simulated at once (default: 1,1000,10000 for point, 128 for fit-point"
                    + " and fit-features, else 1)")
    private List<Integer> batches;

    @Option(names = "--precision", paramLabel = "NAME", description = "float64 (the default) or float32")
    private String precision;

    @Option(names = "--engine", paramLabel = "NAME", description = "llvm (machine code, the default) or torch")
    private String engine = Engines.defaultName();

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "threads of a run (default: ${DEFAULT-VALUE}); the torch engine has one")
    private int threads;

    @Option(names = "--gradient", description = "time gradients too")
    private boolean gradient;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "time steps of a run (default: as many as take about 0.15 s)")
    private Integer steps;

    @Option(names = "--json", description = "print one JSON object per line instead of the table")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<String> names = names();
        if (swc != null && names.stream().noneMatch(WITH_MORPHOLOGY::contains)) {
            throw new IllegalArgumentException(
                    "--swc " + swc + " is the morphology of --case " + CABLE + ", " + L5PC + " or " + L5PC_NMODL);
        }
        if (!Engines.names().contains(engine)) {
            throw new IllegalArgumentException(
                    "there is no engine '" + engine + "'; --engine takes " + String.join(", ", Engines.names()));
        }
        if (gradient && names.contains(FitPoint.NAME)) {
            throw new IllegalArgumentException(
                    "--gradient has no meaning for --case " + FitPoint.NAME + ", whose runs have none; leave it out");
        }
        if (names.contains(FixedCost.NAME) && batches != null && !batches.equals(List.of(1))) {
            throw new IllegalArgumentException(
                    "--case " + FixedCost.NAME + " runs one neuron, not a batch of " + batches + "; leave --batch out");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("--threads takes a number from 1, not " + threads);
        }
        List<MeasurementRequest> requests = new ArrayList<>();
        for (String name : names) {
            int compartments = compartments(name);
            for (int batch : batches == null ? BATCHES.get(name) : batches) {
                MeasurementLimits.require(compartments, batch, isSearch(name) ? null : steps);
                if (name.equals(NETWORK)) {
                    requests.add(new MeasurementRequest(
                            MeasuredNeuron.CELLS, null, batch, precision(name), engine, threads, gradient, steps));
                }
                boolean isTraced = swc != null && WITH_MORPHOLOGY.contains(name);
                String file = isTraced ? swc.toAbsolutePath().toString() : null;
                requests.add(
                        new MeasurementRequest(name, file, batch, precision(name), engine, threads, gradient, steps));
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        BenchTable table = new BenchTable(out, gradient, threads);
        if (!json) {
            table.titles();
        }
        for (MeasurementRequest request : requests) {
            Measurement measurement = MeasuringProcess.measure(request);
            if (json) {
                out.println(json(measurement));
                out.flush();
            } else {
                table.row(measurement);
            }
        }
        return 0;
    }

    private List<String> names() {
        if (cases == null) {
            return swc == null ? List.of(POINT, CABLE) : List.of(CABLE);
        }
        List<String> names = new ArrayList<>();
        for (String name : cases) {
            if (!BATCHES.containsKey(name)) {
                throw new IllegalArgumentException(
                        "there is no case '" + name + "'; --case takes " + String.join(", ", BATCHES.keySet()));
            }
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private static boolean isSearch(String name) {
        return name.equals(FitPoint.NAME) || name.equals(FitFeatures.NAME);
    }

    private int compartments(String name) {
        return switch (name) {
            case POINT, FitPoint.NAME, FitFeatures.NAME, FixedCost.NAME -> 1;
            case NETWORK -> MeasuredNeuron.networkCompartments();
            case L5PC, L5PC_NMODL -> MeasuredNeuron.layerFivePyramidalCell(swc).compartments();
            default -> MeasuredNeuron.cableCompartments(swc);
        };
    }

    private Precision precision(String name) {
        if (precision == null) {
            return isSearch(name) ? Precision.FLOAT32 : Precision.FLOAT64;
        }
        return Arrays.stream(Precision.values())
                .filter(value -> value.name().equalsIgnoreCase(precision))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no precision '" + precision + "'; --precision takes float64, float32"));
    }

    private static String json(Measurement measurement) {
        try {
            return new ObjectMapper().writeValueAsString(measurement.figures());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write JSON", e);
        }
    }

    private static Map<String, List<Integer>> batches() {
        Map<String, List<Integer>> batches = new LinkedHashMap<>();
        batches.put(POINT, List.of(1, 1000, 10_000));
        batches.put(CABLE, List.of(1));
        batches.put(NETWORK, List.of(1));
        batches.put(L5PC, List.of(1));
        batches.put(L5PC_NMODL, List.of(1));
        batches.put(FitPoint.NAME, List.of(128));
        batches.put(FitFeatures.NAME, List.of(128));
        batches.put(FixedCost.NAME, List.of(1));
        return batches;
    }
}
