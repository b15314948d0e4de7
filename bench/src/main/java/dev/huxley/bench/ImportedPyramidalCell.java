package dev.huxley.bench;

import dev.huxley.demo.LayerFivePyramidalCell;
import dev.huxley.demo.LayerFivePyramidalCell.PublishedParameter;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.nmodl.Nmodl;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.Selection;
import dev.huxley.morphology.Morphology;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The layer 5 pyramidal cell with all its mechanisms but the leak read from files in NMODL, which have the equations and
 * numbers of Huxley's own, with the same insertions, values, states and trainable parameters.
 */
final class ImportedPyramidalCell {
    /** The names of what Huxley's mechanisms share, in the files. */
    private static final Map<String, String> SHARED =
            Map.of("ena", "eNa", "ek", "eK", "eca", "eCa", "caconi", "CaCon_i", "cacono", "CaCon_e", "H_eH", "eH");

    private ImportedPyramidalCell() {}

    static Cell of(Morphology morphology) {
        Cell cell = LayerFivePyramidalCell.of(morphology);
        List<Channel> own = List.copyOf(cell.channels());
        Map<String, double[]> values = new HashMap<>();
        Map<String, int[]> places = new HashMap<>();
        for (Channel channel : own) {
            channel.declarations().forEach(each -> values.put(each.key(), cell.get(each.key())));
            double[] inserted =
                    values.get(channel.parameters().iterator().next().key());
            places.put(
                    channel.name(),
                    IntStream.range(0, inserted.length)
                            .filter(i -> !Double.isNaN(inserted[i]))
                            .toArray());
        }
        cell.deleteTrainables();
        own.forEach(channel -> cell.deleteMechanism(channel.name()));
        for (Channel channel : own) {
            Channel imported = channel.name().equals("Leak") ? new Leak() : read(channel.name());
            int[] rows = places.get(channel.name());
            Selection place = cell.select(rows);
            place.insert(imported);
            imported.declarations().forEach(each -> {
                double[] all = values.get(SHARED.getOrDefault(each.key(), each.key()));
                // The ion of the calcium pool has a reversal potential, 0, which nothing reads.
                if (all != null) {
                    place.set(
                            each.key(),
                            Arrays.stream(rows).mapToDouble(i -> all[i]).toArray());
                }
            });
        }
        for (PublishedParameter parameter : LayerFivePyramidalCell.parameters()) {
            cell.group(parameter.group()).makeTrainable(parameter.key());
        }
        return cell;
    }

    private static Channel read(String name) {
        String resource = "hay/" + name + ".mod";
        try (InputStream in = ImportedPyramidalCell.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("there is no resource " + resource);
            }
            return Nmodl.parse(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
