package dev.huxley.notebook.render;

import dev.huxley.model.Domain;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.PlacedRecording;
import dev.huxley.model.PlacedWaveform;
import dev.huxley.model.Selection;
import dev.huxley.model.TrainableParameter;
import dev.huxley.protocol.Waveform;
import dev.huxley.text.Brief;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The tables of what is stimulated, clamped, recorded and trained in a selection. */
final class ProtocolTables {
    /** The largest number of waveforms of a stimulus that are read for their range. */
    private static final int MOST_LANES = 20;

    private final NeuronModel model;
    private final boolean isWhole;
    private final IntPredicate isInView;
    private final List<List<String>> rows = new ArrayList<>();

    private ProtocolTables(Selection selection) {
        model = selection.model();
        isWhole = selection == model;
        int[] compartments = selection.compartments().clone();
        Arrays.sort(compartments);
        isInView = row -> Arrays.binarySearch(compartments, row) >= 0;
    }

    static void add(Html html, Selection selection) {
        ProtocolTables tables = new ProtocolTables(selection);
        tables.protocol();
        html.table("Protocol", List.of("", "quantity", "where", "values"), tables.rows);
        html.table("Trained", List.of("path", "#values", "now"), tables.trainables());
    }

    private void protocol() {
        model.stimuli().forEach(stimulus -> waveform("stimulus", "i", "nA", stimulus));
        model.clamps().forEach(clamp -> waveform("clamp", clamp.key(), model.unit(clamp.key()), clamp));
        Map<String, List<PlacedRecording>> recorded = new LinkedHashMap<>();
        for (PlacedRecording recording : model.recordings()) {
            if (isInView(recording.domain(), recording.row())) {
                recorded.computeIfAbsent(recording.domain() + recording.state(), name -> new ArrayList<>())
                        .add(recording);
            }
        }
        recorded.values()
                .forEach(each -> rows.add(List.of(
                        "recording",
                        each.get(0).state(),
                        places(
                                each.get(0).domain(),
                                each.stream().mapToInt(PlacedRecording::row).toArray()),
                        "")));
    }

    private void waveform(String kind, String quantity, String unit, PlacedWaveform placed) {
        int[] here = Arrays.stream(placed.rows())
                .filter(row -> isInView(placed.domain(), row))
                .toArray();
        if (here.length == 0) {
            return;
        }
        Waveform waveform = placed.waveform();
        String values =
                waveform.lanes() <= MOST_LANES ? range(waveform, unit) : Brief.count(waveform.lanes(), "waveform");
        String duration = Numbers.of(waveform.length() * waveform.timeStep(), "ms");
        rows.add(List.of(kind, quantity, places(placed.domain(), here), values + ", " + duration));
    }

    private static String range(Waveform waveform, String unit) {
        double[] samples = IntStream.range(0, waveform.lanes())
                .mapToObj(waveform::samples)
                .flatMapToDouble(Arrays::stream)
                .toArray();
        return Numbers.range(samples, unit);
    }

    private boolean isInView(Domain domain, int row) {
        return domain == Domain.NODES ? isInView.test(row) : isWhole;
    }

    private String places(Domain domain, int[] places) {
        String first = model.place(domain, places[0]);
        return places.length == 1 ? first : first + " and " + (places.length - 1) + " more";
    }

    private List<List<String>> trainables() {
        List<List<String>> trained = new ArrayList<>();
        for (TrainableParameter trainable : model.trainables()) {
            boolean isHere = trainable.rows().stream()
                    .flatMapToInt(Arrays::stream)
                    .anyMatch(row -> isInView(trainable.domain(), row));
            if (isHere) {
                trained.add(List.of(
                        Brief.of(trainable.path()),
                        Integer.toString(trainable.rows().size()),
                        Numbers.range(trainable.values(), trainable.unit())));
            }
        }
        return trained;
    }
}
