package dev.huxley.storage;

import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.GlobalProcess;
import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.Synapse;
import dev.huxley.model.BranchPath;
import dev.huxley.model.Column;
import dev.huxley.model.Domain;
import dev.huxley.model.FlagColumn;
import dev.huxley.model.IndexColumn;
import dev.huxley.model.ModelSnapshot;
import dev.huxley.model.NumberColumn;
import dev.huxley.model.PlacedRecording;
import dev.huxley.model.PlacedWaveform;
import dev.huxley.model.TrainableParameter;
import dev.huxley.morphology.Attachment;
import dev.huxley.morphology.Conventions;
import dev.huxley.morphology.TracedBranch;
import dev.huxley.protocol.Waveform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads a snapshot from manifest and arrays; contradictions are errors. */
final class ModelReader {
    private final Manifest manifest;
    private final MechanismRegistry registry;

    private ModelReader(Manifest manifest, MechanismRegistry registry) {
        this.manifest = manifest;
        this.registry = registry;
    }

    static ModelSnapshot snapshot(Container container, MechanismRegistry registry) {
        return new ModelReader(Manifest.of(container, ModelWriter.FORMAT, ModelWriter.VERSION), registry).read();
    }

    private ModelSnapshot read() {
        int[] parents = manifest.integers("structure/parent");
        return new ModelSnapshot(
                manifest.oneOf("kind", ModelSnapshot.Kind.class),
                manifest.integers("structure/cell"),
                parents,
                attachments(parents.length),
                manifest.integers("structure/compartments"),
                paths(parents.length),
                columns("nodes"),
                mechanisms("mechanisms", MembraneMechanism.class),
                manifest.texts("groups"),
                manifest.texts("diffusing"),
                columns("edges"),
                mechanisms("synapses", Synapse.class),
                columns("globals"),
                manifest.each("definitions", ModelReader::declaration),
                mechanisms("processes", GlobalProcess.class),
                manifest.each("stimuli", this::waveform),
                manifest.each("clamps", this::waveform),
                recordings(),
                manifest.each("trainables", this::trainable));
    }

    private List<Attachment> attachments(int branches) {
        return manifest.version() < ModelWriter.WITH_ATTACHMENTS
                ? Collections.nCopies(branches, Attachment.END)
                : values(manifest.integers("structure/attachment"), Attachment.values(), "places on their parents");
    }

    private static <E> List<E> values(int[] ordinals, E[] values, String what) {
        List<E> read = new ArrayList<>();
        for (int ordinal : ordinals) {
            if (ordinal < 0 || ordinal >= values.length) {
                throw Container.damaged(what + " are numbers from 0 to " + (values.length - 1) + ", not " + ordinal);
            }
            read.add(values[ordinal]);
        }
        return read;
    }

    private Map<String, Column> columns(String table) {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (String name : manifest.texts(table)) {
            if (columns.put(name, column(table + "/" + name)) != null) {
                throw Container.damaged("column '" + name + "' is listed twice");
            }
        }
        return columns;
    }

    private Column column(String array) {
        Tensor tensor = manifest.array(array);
        return switch (tensor.type()) {
            case Tensor.DOUBLES -> {
                manifest.array(array, Tensor.DOUBLES);
                yield NumberColumn.of(tensor.doubles(), tensor.rowShape());
            }
            case Tensor.INTEGERS -> IndexColumn.of(tensor.integers());
            case Tensor.FLAGS -> FlagColumn.of(tensor.flags());
            default -> throw Container.damaged("array '" + array + "' is of type " + tensor.type());
        };
    }

    // ---- mechanisms ----

    private <M extends Mechanism> List<M> mechanisms(String field, Class<M> kind) {
        return manifest.each(field, node -> {
            String name = node.text("name");
            Mechanism mechanism = registry.create(node.text("class"), name, node.constants("constants"));
            if (!kind.isInstance(mechanism)) {
                throw new IllegalArgumentException(name + " is no " + kind.getSimpleName());
            }
            requireDeclared(mechanism, mechanism.parameters(), node.each("parameters", ModelReader::declaration));
            requireDeclared(mechanism, mechanism.states(), node.each("states", ModelReader::declaration));
            requireDeclared(
                    mechanism, mechanism.globalParameters(), node.each("global_parameters", ModelReader::declaration));
            requireDeclared(mechanism, mechanism.globalStates(), node.each("global_states", ModelReader::declaration));
            return kind.cast(mechanism);
        });
    }

    private static Declaration declaration(Manifest node) {
        return new Declaration(
                node.text("name"),
                node.text("key"),
                node.constants("shape").stream().map(ModelReader::extent).toList(),
                node.numbers("values"),
                node.text("unit"));
    }

    private static Integer extent(Object constant) {
        if (constant instanceof Integer extent) {
            return extent;
        }
        throw Container.damaged("a shape has the extent " + constant);
    }

    private static void requireDeclared(Mechanism mechanism, Collection<Declaration> actual, List<Declaration> stored) {
        if (!List.copyOf(actual).equals(stored)) {
            throw new IllegalArgumentException("mechanism " + mechanism.name() + " (class "
                    + mechanism.getClass().getName() + ") now declares " + actual + ", but declared " + stored
                    + " when the file was written; register a constructor that makes it as it was");
        }
    }

    // ---- traces ----

    private List<BranchPath> paths(int branches) {
        int[] points = manifest.integers("traces/points");
        boolean[] measured = manifest.flags("traces/measured");
        int[] type = manifest.integers("traces/type");
        List<Conventions> conventions = manifest.version() < ModelWriter.WITH_ATTACHMENTS
                ? Collections.nCopies(type.length, Conventions.JAXLEY)
                : values(manifest.integers("traces/conventions"), Conventions.values(), "conventions of traces");
        double[] length = manifest.doubles("traces/length");
        double[] minRadius = manifest.doubles("traces/min_radius");
        double[][] values = {
            manifest.doubles("traces/x"),
            manifest.doubles("traces/y"),
            manifest.doubles("traces/z"),
            manifest.doubles("traces/radius")
        };
        if (points.length != branches) {
            throw Container.damaged("it has traces of " + points.length + " branches, not of " + branches);
        }
        int described = IntStream.of(measured.length, type.length, conventions.size(), length.length, minRadius.length)
                .min()
                .orElseThrow();
        List<BranchPath> paths = new ArrayList<>();
        int known = 0;
        int first = 0;
        for (int count : points) {
            if (count == 0) {
                paths.add(null);
                continue;
            }
            if (count < 0
                    || count > values[0].length - first
                    || known >= described
                    || Arrays.stream(values).anyMatch(array -> array.length != values[0].length)) {
                throw Container.damaged("its traces have fewer points than they should");
            }
            TracedBranch way = way(values, first, count, type[known], length[known], minRadius[known]);
            paths.add(new BranchPath(way, measured[known], minRadius[known], conventions.get(known)));
            known++;
            first += count;
        }
        return paths;
    }

    private static TracedBranch way(
            double[][] values, int first, int count, int type, double length, double minRadius) {
        double[][] parts = new double[values.length][];
        for (int i = 0; i < values.length; i++) {
            parts[i] = Arrays.copyOfRange(values[i], first, first + count);
            if (!Arrays.stream(parts[i]).allMatch(Double::isFinite)) {
                throw Container.damaged("a traced point is not finite");
            }
        }
        if (!(length > 0) || Double.isInfinite(length) || !(minRadius >= 0) || Double.isInfinite(minRadius)) {
            throw Container.damaged("a traced branch is " + length + " um long, its least radius " + minRadius);
        }
        return new TracedBranch(type, length, parts[0], parts[1], parts[2], parts[3]);
    }

    // ---- what is done ----

    private PlacedWaveform waveform(Manifest node) {
        String array = node.text("array");
        Tensor samples = node.array(array + "/samples", Tensor.DOUBLES);
        if (samples.shape().length != 2 || samples.shape()[0] < 1 || samples.shape()[1] < 1) {
            throw Container.damaged("array '" + array + "/samples' has no samples");
        }
        int length = (int) samples.shape()[1];
        double[] all = samples.doubles();
        double[][] lanes = new double[(int) samples.shape()[0]][];
        Arrays.setAll(lanes, lane -> Arrays.copyOfRange(all, lane * length, (lane + 1) * length));
        return new PlacedWaveform(
                node.oneOf("domain", Domain.class),
                node.text("key"),
                node.integers(array + "/rows"),
                Waveform.of(lanes, node.number("time_step")),
                node.numberOr(ModelWriter.SERIES_RESISTANCE, 0));
    }

    private List<PlacedRecording> recordings() {
        List<String> states = manifest.texts("recorded");
        int[] state = manifest.integers("recordings/state");
        int[] domain = manifest.integers("recordings/domain");
        int[] row = manifest.integers("recordings/row");
        if (domain.length != state.length || row.length != state.length) {
            throw Container.damaged("its recordings are not complete");
        }
        List<PlacedRecording> recordings = new ArrayList<>();
        for (int i = 0; i < row.length; i++) {
            if (state[i] < 0 || state[i] >= states.size() || domain[i] < 0 || domain[i] >= Domain.values().length) {
                throw Container.damaged("recording " + i + " names no quantity");
            }
            recordings.add(new PlacedRecording(Domain.values()[domain[i]], states.get(state[i]), row[i]));
        }
        return recordings;
    }

    private TrainableParameter trainable(Manifest node) {
        String array = node.text("array");
        int[] sizes = node.integers(array + "/sizes");
        int[] all = node.integers(array + "/rows");
        List<int[]> rows = new ArrayList<>();
        int first = 0;
        for (int size : sizes) {
            if (size < 1 || size > all.length - first) {
                throw Container.damaged("array '" + array + "/rows' has fewer rows than it should");
            }
            rows.add(Arrays.copyOfRange(all, first, first + size));
            first += size;
        }
        return new TrainableParameter(
                node.text("path"),
                node.oneOf("domain", Domain.class),
                node.text("key"),
                rows,
                node.doubles(array + "/values"),
                node.text("unit"));
    }
}
