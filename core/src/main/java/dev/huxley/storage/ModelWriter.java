package dev.huxley.storage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.Mechanism;
import dev.huxley.model.BranchPath;
import dev.huxley.model.Column;
import dev.huxley.model.FlagColumn;
import dev.huxley.model.IndexColumn;
import dev.huxley.model.ModelSnapshot;
import dev.huxley.model.NumberColumn;
import dev.huxley.model.PlacedRecording;
import dev.huxley.model.PlacedWaveform;
import dev.huxley.model.TrainableParameter;
import dev.huxley.morphology.Attachment;
import dev.huxley.protocol.Waveform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Writes a snapshot as manifest and arrays. */
final class ModelWriter {
    static final String FORMAT = "huxley-model";
    static final int VERSION = 2;

    /** The first version in which branches have a place on their parents and branch paths have conventions. */
    static final int WITH_ATTACHMENTS = 2;
    /** The field of a clamp's series resistance (MOhm); omitted if there is none. */
    static final String SERIES_RESISTANCE = "series_resistance";

    private final Map<String, Tensor> arrays = new LinkedHashMap<>();
    private final ObjectNode manifest = Manifest.begin(FORMAT, VERSION);

    private ModelWriter() {}

    static Container container(ModelSnapshot snapshot) {
        ModelWriter writer = new ModelWriter();
        writer.write(snapshot);
        return new Container(writer.manifest, writer.arrays);
    }

    private void write(ModelSnapshot snapshot) {
        manifest.put("kind", word(snapshot.kind()));
        arrays.put("structure/cell", Tensor.of(snapshot.cellOfBranch()));
        arrays.put("structure/parent", Tensor.of(snapshot.parents()));
        arrays.put(
                "structure/attachment",
                Tensor.of(snapshot.attachments().stream()
                        .mapToInt(Attachment::ordinal)
                        .toArray()));
        arrays.put("structure/compartments", Tensor.of(snapshot.compartments()));
        paths(snapshot.paths());
        columns("nodes", snapshot.nodes());
        mechanisms("mechanisms", snapshot.mechanisms());
        snapshot.groups().forEach(manifest.putArray("groups")::add);
        snapshot.diffusing().forEach(manifest.putArray("diffusing")::add);
        if (snapshot.synapseTypes().isEmpty()) {
            manifest.putArray("edges");
        } else {
            columns("edges", snapshot.edges());
        }
        mechanisms("synapses", snapshot.synapseTypes());
        columns("globals", snapshot.globals());
        declarations(manifest.putArray("definitions"), snapshot.definitions());
        mechanisms("processes", snapshot.processes());
        waveforms("stimuli", snapshot.stimuli());
        waveforms("clamps", snapshot.clamps());
        recordings(snapshot.recordings());
        trainables(snapshot.trainables());
    }

    private void columns(String table, Map<String, Column> columns) {
        ArrayNode list = manifest.putArray(table);
        columns.forEach((name, column) -> {
            list.add(name);
            arrays.put(table + "/" + name, tensor(column));
        });
    }

    private static Tensor tensor(Column column) {
        if (column instanceof NumberColumn numbers) {
            return Tensor.of(numbers.values(), numbers.rowShape());
        }
        if (column instanceof IndexColumn indices) {
            return Tensor.of(
                    IntStream.range(0, indices.rows()).map(indices::value).toArray());
        }
        FlagColumn flags = (FlagColumn) column;
        boolean[] values = new boolean[flags.rows()];
        for (int row : flags.present()) {
            values[row] = true;
        }
        return Tensor.of(values);
    }

    private void mechanisms(String field, List<? extends Mechanism> mechanisms) {
        ArrayNode list = manifest.putArray(field);
        for (Mechanism mechanism : mechanisms) {
            ObjectNode node = list.addObject();
            node.put("class", mechanism.getClass().getName());
            node.put("name", mechanism.name());
            ArrayNode constants = node.putArray("constants");
            mechanism.constants().forEach(constant -> add(constants, constant, mechanism));
            declarations(node.putArray("parameters"), mechanism.parameters());
            declarations(node.putArray("states"), mechanism.states());
            declarations(node.putArray("global_parameters"), mechanism.globalParameters());
            declarations(node.putArray("global_states"), mechanism.globalStates());
        }
    }

    private static void add(ArrayNode constants, Object constant, Mechanism mechanism) {
        if (constant instanceof Integer number) {
            constants.add(number);
        } else if (constant instanceof Number number && Double.isFinite(number.doubleValue())) {
            constants.add(number.doubleValue());
        } else if (constant instanceof Boolean truth) {
            constants.add(truth);
        } else if (constant instanceof String text) {
            constants.add(text);
        } else {
            throw new IllegalArgumentException("mechanism " + mechanism.name() + " has the constant " + constant
                    + ", which cannot be stored; constants are numbers, texts and booleans");
        }
    }

    private static void declarations(ArrayNode list, Collection<Declaration> declarations) {
        for (Declaration declaration : declarations) {
            ObjectNode node = list.addObject();
            node.put("name", declaration.name());
            node.put("key", declaration.key());
            declaration.shape().forEach(node.putArray("shape")::add);
            declaration.values().forEach(node.putArray("values")::add);
            node.put("unit", declaration.unit());
        }
    }

    private void paths(List<BranchPath> paths) {
        List<BranchPath> known = paths.stream().filter(trace -> trace != null).toList();
        int[] points = paths.stream()
                .mapToInt(trace -> trace == null ? 0 : trace.points().pointCount())
                .toArray();
        boolean[] measured = new boolean[known.size()];
        for (int i = 0; i < measured.length; i++) {
            measured[i] = known.get(i).hasSizes();
        }
        arrays.put("traces/points", Tensor.of(points));
        arrays.put("traces/measured", Tensor.of(measured));
        arrays.put(
                "traces/type",
                Tensor.of(
                        known.stream().mapToInt(trace -> trace.points().type()).toArray()));
        arrays.put(
                "traces/conventions",
                Tensor.of(known.stream()
                        .mapToInt(trace -> trace.conventions().ordinal())
                        .toArray()));
        arrays.put("traces/length", each(known, trace -> trace.points().length()));
        arrays.put("traces/min_radius", each(known, BranchPath::minRadius));
        arrays.put("traces/x", all(known, trace -> trace.points().x()));
        arrays.put("traces/y", all(known, trace -> trace.points().y()));
        arrays.put("traces/z", all(known, trace -> trace.points().z()));
        arrays.put("traces/radius", all(known, trace -> trace.points().radius()));
    }

    private static Tensor each(List<BranchPath> paths, ToDoubleFunction<BranchPath> value) {
        return Tensor.of(paths.stream().mapToDouble(value).toArray());
    }

    private static Tensor all(List<BranchPath> paths, Function<BranchPath, double[]> values) {
        return Tensor.of(
                paths.stream().map(values).flatMapToDouble(Arrays::stream).toArray());
    }

    private void waveforms(String field, List<PlacedWaveform> waveforms) {
        ArrayNode list = manifest.putArray(field);
        for (PlacedWaveform placed : waveforms) {
            Waveform waveform = placed.waveform();
            String array = field + "/" + list.size();
            ObjectNode node = list.addObject();
            node.put("domain", word(placed.domain()));
            node.put("key", placed.key());
            node.put("time_step", waveform.timeStep());
            if (placed.seriesResistance() > 0) {
                node.put(SERIES_RESISTANCE, placed.seriesResistance());
            }
            node.put("array", array);
            arrays.put(array + "/rows", Tensor.of(placed.rows()));
            double[] samples = IntStream.range(0, waveform.lanes())
                    .mapToObj(waveform::samples)
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
            arrays.put(array + "/samples", Tensor.of(samples, waveform.length()));
        }
    }

    private void recordings(List<PlacedRecording> recordings) {
        List<String> states =
                recordings.stream().map(PlacedRecording::state).distinct().toList();
        states.forEach(manifest.putArray("recorded")::add);
        Map<String, Integer> numbers = new LinkedHashMap<>();
        states.forEach(state -> numbers.put(state, numbers.size()));
        arrays.put("recordings/state", integers(recordings, recording -> numbers.get(recording.state())));
        arrays.put(
                "recordings/domain",
                integers(recordings, recording -> recording.domain().ordinal()));
        arrays.put("recordings/row", integers(recordings, PlacedRecording::row));
    }

    private static Tensor integers(List<PlacedRecording> recordings, Function<PlacedRecording, Integer> value) {
        return Tensor.of(
                recordings.stream().map(value).mapToInt(Integer::intValue).toArray());
    }

    private void trainables(List<TrainableParameter> trainables) {
        ArrayNode list = manifest.putArray("trainables");
        for (TrainableParameter trainable : trainables) {
            String array = "trainables/" + list.size();
            ObjectNode node = list.addObject();
            node.put("path", trainable.path());
            node.put("domain", word(trainable.domain()));
            node.put("key", trainable.key());
            node.put("unit", trainable.unit());
            node.put("array", array);
            List<Integer> rows = new ArrayList<>();
            trainable.rows().forEach(shared -> Arrays.stream(shared).forEach(rows::add));
            arrays.put(array + "/values", Tensor.of(trainable.values()));
            arrays.put(
                    array + "/sizes",
                    Tensor.of(trainable.rows().stream()
                            .mapToInt(shared -> shared.length)
                            .toArray()));
            arrays.put(
                    array + "/rows",
                    Tensor.of(rows.stream().mapToInt(Integer::intValue).toArray()));
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
