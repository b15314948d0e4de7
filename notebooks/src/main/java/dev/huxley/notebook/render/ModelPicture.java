package dev.huxley.notebook.render;

import dev.huxley.model.Domain;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.PlacedRecording;
import dev.huxley.model.PlacedWaveform;
import dev.huxley.model.Selection;
import dev.huxley.plot.Color;
import dev.huxley.plot.Figure;
import dev.huxley.plot.model.ModelPlot;
import dev.huxley.text.Brief;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** The picture beside the tables of a model: its groups in color, electrodes; of a view its place in the model. */
final class ModelPicture {
    private static final int MOST_CELLS = 60;
    private static final int MOST_COMPARTMENTS = 20_000;
    private static final int MOST_SYNAPSES = 2000;

    /** The largest number of groups that a legend has room for, and of electrodes that can be told apart. */
    private static final int MOST_GROUPS = 10;

    private static final int MOST_PLACES = 20;
    private static final double LARGEST_SIDE = 400;

    /** The size of a picture of point neurons, which are large in it. */
    private static final double POINTS_SIDE = 280;

    private ModelPicture() {}

    /** The picture; empty for one compartment, and for more cells, compartments or synapses than can be seen in it. */
    static Optional<Figure> of(Selection selection) {
        NeuronModel model = selection.model();
        int compartments = model.structure().compartments();
        if (compartments == 1
                || compartments > MOST_COMPARTMENTS
                || model.structure().cells() > MOST_CELLS
                || model.edges().rows() > MOST_SYNAPSES) {
            return Optional.empty();
        }
        ModelPlot plot = ModelPlot.of(model);
        if (selection != model) {
            plot = plot.color(Color.LIGHT_GRAY).color(selection, Color.BLUE, Brief.of(selection.label()));
        } else if (!model.groups().isEmpty() && model.groups().size() <= MOST_GROUPS) {
            plot = plot.colorByGroup();
        }
        if (selection == model) {
            plot = marked(plot, model, stimulated(model), "stimulus");
            plot = marked(plot, model, recorded(model), "recording");
        }
        Figure large = plot.figure();
        boolean arePoints = compartments == model.structure().cells();
        double scale = (arePoints ? POINTS_SIDE : LARGEST_SIDE) / Math.max(large.width(), large.height());
        int width = (int) Math.max(180, scale * large.width());
        int height = (int) Math.max(120, scale * large.height());
        return Optional.of(scale >= 1 ? large : plot.size(width, height).figure());
    }

    private static ModelPlot marked(ModelPlot plot, NeuronModel model, int[] rows, String label) {
        return rows.length == 0 || rows.length > MOST_PLACES ? plot : plot.mark(model.select(rows), label);
    }

    private static int[] stimulated(NeuronModel model) {
        return model.stimuli().stream()
                .map(PlacedWaveform::rows)
                .flatMapToInt(Arrays::stream)
                .distinct()
                .toArray();
    }

    /** The compartments with a recording and without a stimulus, whose mark would be covered. */
    private static int[] recorded(NeuronModel model) {
        int[] stimulated = stimulated(model);
        return model.recordings().stream()
                .filter(recording -> recording.domain() == Domain.NODES)
                .mapToInt(PlacedRecording::row)
                .distinct()
                .filter(row -> IntStream.of(stimulated).noneMatch(other -> other == row))
                .toArray();
    }
}
