package dev.huxley.recording.nwb;

import dev.huxley.recording.ClampMode;
import dev.huxley.recording.CommandWaveform;
import dev.huxley.recording.ElectricalUnit;
import dev.huxley.recording.RecordedChannel;
import dev.huxley.recording.Recording;
import dev.huxley.recording.RecordingException;
import dev.huxley.recording.Resampling;
import dev.huxley.recording.Sweep;
import dev.huxley.recording.SweepDetails;
import dev.huxley.text.Brief;
import dev.huxley.text.Quotation;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads current-clamp recordings from NWB 2 files (Neurodata Without Borders; Ruebel et al. 2022): every response in
 * current clamp or at I = 0 becomes a sweep, its stimulus the sweep's command. What else the file has, or what cannot be
 * read, becomes a remark of the recording and never stops the reading of the rest.
 */
public final class NwbReader {
    private static final String VERSION = "nwb_version";

    private final Path file;
    private final NwbTree tree;
    private final List<String> remarks = new ArrayList<>();
    private final Map<Long, NwbSeries> byAddress = new HashMap<>();
    private final Map<Long, Optional<NwbElectrode>> electrodes = new HashMap<>();
    private final Set<Double> junctionPotentials = new LinkedHashSet<>();

    private NwbReader(Path file, NwbTree tree) {
        this.file = file;
        this.tree = tree;
    }

    /**
     * Reads a whole file.
     *
     * @throws RecordingException if the file is damaged, is no NWB 2 file, or has no readable response in current clamp;
     *     the message says what it has instead
     */
    public static Recording read(Path file) {
        try (HdfFile hdf = NwbTree.guarded("the file", () -> new HdfFile(file))) {
            return new NwbReader(file, new NwbTree(hdf, Files.size(file))).recording();
        } catch (NwbProblem | IOException damaged) {
            throw new RecordingException(file, damaged.getMessage(), damaged);
        }
    }

    private Recording recording() {
        String version = version();
        List<NwbSeries> responses = new ArrayList<>();
        List<NwbSeries> stimuli = new ArrayList<>();
        Map<String, List<String>> others = new LinkedHashMap<>();
        for (NwbSeries series : series("/acquisition")) {
            switch (series.mode()) {
                case CURRENT_CLAMP, NO_CURRENT -> responses.add(series);
                case VOLTAGE_CLAMP -> others.computeIfAbsent("voltage clamp", key -> new ArrayList<>())
                        .add(series.path());
                default -> others.computeIfAbsent(
                                "no intracellular recording (" + series.type() + ")", key -> new ArrayList<>())
                        .add(series.path());
            }
        }
        for (NwbSeries series : series("/stimulus/presentation")) {
            if (series.mode() == ClampMode.CURRENT_CLAMP) {
                stimuli.add(series);
            }
        }
        series("/stimulus/templates");
        others.forEach((what, paths) -> remarks.add(what + ": " + Brief.list(paths)));
        List<NwbPair> pairs = tables();
        if (pairs.isEmpty()) {
            pairs = new NwbPairing(tree, responses, stimuli, remarks).pairs();
        }
        List<Sweep> sweeps = new ArrayList<>();
        for (NwbPair pair : pairs) {
            NwbSeries response = pair.response().series();
            try {
                if (response.mode() == ClampMode.CURRENT_CLAMP || response.mode() == ClampMode.NO_CURRENT) {
                    sweeps.add(sweep(sweeps.size(), pair));
                }
            } catch (NwbProblem problem) {
                remarks.add(response.path() + ": " + problem.getMessage());
            }
        }
        if (sweeps.isEmpty()) {
            throw new RecordingException(
                    file,
                    "no sweep in current clamp: "
                            + (remarks.isEmpty()
                                    ? "it has no intracellular recording"
                                    : String.join("; ", remarks.subList(0, Math.min(5, remarks.size())))));
        }
        List<RecordedChannel> channels = sweeps.stream()
                .flatMap(sweep -> sweep.channels().stream())
                .distinct()
                .toList();
        if (junctionPotentials.size() > 1) {
            remarks.add("the file states several liquid junction potentials: " + junctionPotentials + " mV");
        }
        return new Recording(
                file.getFileName().toString(),
                "NWB " + version,
                protocol(sweeps),
                channels,
                1e3 / sweeps.get(0).sampleIntervalMs(),
                sweeps,
                remarks,
                junctionPotentials.size() == 1
                        ? OptionalDouble.of(junctionPotentials.iterator().next())
                        : OptionalDouble.empty());
    }

    private String version() {
        Optional<String> version = tree.text(tree.root(), VERSION);
        if (version.isPresent()) {
            if (version.get().startsWith("1.")) {
                throw tooOld(version.get());
            }
            return version.get();
        }
        Optional<String> old = tree.scalar(tree.root(), VERSION).flatMap(NwbValues::text);
        if (old.isPresent()) {
            throw tooOld(old.get());
        }
        throw new NwbProblem("is an HDF5 file, but not NWB: it has no " + VERSION);
    }

    private static NwbProblem tooOld(String version) {
        return new NwbProblem("is an NWB 1 file (" + Quotation.of(version)
                + "), which is not read; convert it to NWB 2, or its sweeps to CSV");
    }

    private static Optional<String> protocol(List<Sweep> sweeps) {
        Set<String> names = sweeps.stream()
                .flatMap(sweep -> sweep.details().protocol().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return names.size() == 1 ? names.stream().findFirst() : Optional.empty();
    }

    /** The series in a group; links that lead nowhere become remarks. */
    private List<NwbSeries> series(String path) {
        List<NwbSeries> found = new ArrayList<>();
        Optional<Node> parent = tree.find(path);
        if (parent.isEmpty() || !(parent.get() instanceof Group group)) {
            return found;
        }
        for (Node node : tree.children(group)) {
            String name = path + "/" + node.getName();
            try {
                if (tree.resolved(group, node) instanceof Group target) {
                    NwbSeries series = new NwbSeries(tree, target, name);
                    series.mode();
                    found.add(series);
                    byAddress.putIfAbsent(series.address(), series);
                }
            } catch (NwbProblem problem) {
                remarks.add(name + ": " + problem.getMessage());
            }
        }
        return found;
    }

    private List<NwbPair> tables() {
        try {
            return new NwbTables(tree, byAddress, remarks).pairs();
        } catch (NwbProblem problem) {
            remarks.add("the tables of intracellular recordings: " + problem.getMessage());
            return List.of();
        }
    }

    private Sweep sweep(int index, NwbPair pair) {
        NwbSeries response = pair.response().series();
        double rate = response.rate();
        double[] values = pair.response().values();
        if (values.length == 0) {
            throw new NwbProblem("has no samples");
        }
        Optional<NwbElectrode> electrode = electrode(response);
        String unit = response.unit();
        List<RecordedChannel> channels =
                List.of(new RecordedChannel(electrode.map(NwbElectrode::name).orElse("voltage"), unit));
        double startMs = 1e3 * (response.startSeconds() + pair.response().start() / rate);
        List<CommandWaveform> commands = List.of(command(index, pair, values.length, rate));
        NwbElectrode.junction(response.words()).ifPresent(junctionPotentials::add);
        electrode
                .flatMap(known -> known.junctionPotential().stream().boxed().findFirst())
                .ifPresent(junctionPotentials::add);
        return new Sweep(index, startMs, 1e3 / rate, channels, new double[][] {values}, commands, 0)
                .details(details(pair, electrode));
    }

    private SweepDetails details(NwbPair pair, Optional<NwbElectrode> electrode) {
        NwbSeries response = pair.response().series();
        Optional<String> protocol = pair.protocol().or(response::protocol).or(() -> pair.stimulus()
                .flatMap(stimulus -> stimulus.series().protocol()));
        return new SweepDetails(
                Optional.of(response.path()),
                response.mode(),
                electrode.map(NwbElectrode::name),
                protocol,
                scaled(response.number("bias_current"), 1e9),
                scaled(response.number("bridge_balance"), 1e-6),
                scaled(response.number("capacitance_compensation"), 1e12),
                electrode.map(NwbElectrode::accessMegohm).orElse(OptionalDouble.empty()),
                electrode.map(NwbElectrode::sealGigohm).orElse(OptionalDouble.empty()));
    }

    private static OptionalDouble scaled(OptionalDouble value, double factor) {
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * factor) : value;
    }

    private CommandWaveform command(int index, NwbPair pair, int length, double rate) {
        if (pair.isUnstimulated()) {
            return CommandWaveform.rendered("no stimulus", "A", length, () -> new double[length]);
        }
        if (pair.stimulus().isEmpty()) {
            return CommandWaveform.absent("stimulus", "?", "the file has no stimulus for this response");
        }
        NwbSeries stimulus = pair.stimulus().get().series();
        try {
            double[] values = pair.stimulus().get().values();
            double ownRate = stimulus.rate();
            if (Math.abs(ownRate / rate - 1) > 1e-6 && values.length > 0) {
                values = Resampling.resampleCommand(values, 1e3 / ownRate, 1e3 / rate);
            }
            if (values.length == 0) {
                throw new NwbProblem("has no samples");
            }
            if (values.length < length) {
                remarks.add(String.format(
                        Locale.ROOT,
                        "sweep %d: the stimulus has %d samples, the response %d; behind its end the current is taken to"
                                + " be that of its start",
                        index + 1,
                        values.length,
                        length));
            }
            double[] command = Arrays.copyOf(values, length);
            Arrays.fill(command, Math.min(values.length, length), length, values[0]);
            String unit = stimulus.unit();
            if (ElectricalUnit.nanoamperePer(unit).isEmpty()) {
                remarks.add("sweep " + (index + 1) + ": the stimulus " + stimulus + " has the unit "
                        + Quotation.of(unit) + ", which is no current");
            }
            return CommandWaveform.of(stimulus.name(), unit, command);
        } catch (NwbProblem problem) {
            remarks.add(stimulus.path() + ": " + problem.getMessage());
            return CommandWaveform.absent(stimulus.name(), "?", "its stimulus " + problem.getMessage());
        }
    }

    private Optional<NwbElectrode> electrode(NwbSeries response) {
        Node node;
        try {
            node = response.electrode().orElse(null);
        } catch (NwbProblem broken) {
            remarks.add(response.path() + ": its electrode " + broken.getMessage());
            return Optional.empty();
        }
        if (!(node instanceof Group group)) {
            return Optional.empty();
        }
        return electrodes.computeIfAbsent(NwbTree.guarded("electrode", group::getAddress), address -> {
            OptionalDouble access = NwbElectrode.ohm(words(group, "initial_access_resistance"));
            OptionalDouble seal = NwbElectrode.ohm(words(group, "seal"));
            return Optional.of(new NwbElectrode(
                    group.getName(),
                    scaled(access, 1e-6),
                    scaled(seal, 1e-9),
                    NwbElectrode.junction(words(group, "description").orElse(""))));
        });
    }

    private Optional<String> words(Group group, String name) {
        try {
            return tree.child(group, name)
                    .filter(Dataset.class::isInstance)
                    .flatMap(node -> NwbValues.text(tree.data((Dataset) node, name)));
        } catch (NwbProblem unreadable) {
            return Optional.empty();
        }
    }
}
