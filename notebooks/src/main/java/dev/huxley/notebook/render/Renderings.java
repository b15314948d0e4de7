package dev.huxley.notebook.render;

import dev.huxley.display.MimeBundle;
import dev.huxley.fit.FitResult;
import dev.huxley.fit.feature.FeatureFitResult;
import dev.huxley.fit.recording.RecordingFitResult;
import dev.huxley.inspect.figure.ClampFamily;
import dev.huxley.inspect.figure.GateCurves;
import dev.huxley.inspect.figure.StepResponse;
import dev.huxley.inspect.figure.SynapseResponse;
import dev.huxley.mechanism.Mechanism;
import dev.huxley.model.Globals;
import dev.huxley.model.Selection;
import dev.huxley.model.SynapseSelection;
import dev.huxley.plot.Figure;
import dev.huxley.plot.model.ModelPlot;
import dev.huxley.plot.model.TracePlot;
import dev.huxley.protocol.Waveform;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.recording.Recording;
import dev.huxley.recording.Sweep;
import dev.huxley.simulate.Simulation;
import dev.huxley.table.Table;
import dev.huxley.tree.ArrayTree;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The displays of Huxley's classes. */
public final class Renderings {
    private record Rendering<T>(Class<T> type, Function<T, MimeBundle> display) {
        MimeBundle of(Object object) {
            return display.apply(type.cast(object));
        }
    }

    private static final List<Rendering<?>> ALL = List.of(
            new Rendering<>(Figure.class, figure -> Pictures.of(figure, figure)),
            new Rendering<>(TracePlot.class, plot -> Pictures.of(plot.figure(), plot)),
            new Rendering<>(ModelPlot.class, plot -> Pictures.of(plot.figure(), plot)),
            new Rendering<>(Selection.class, ModelDisplay::of),
            new Rendering<>(SynapseSelection.class, SynapseDisplay::of),
            new Rendering<>(Globals.class, PlainDisplays::globals),
            new Rendering<>(Simulation.class, SimulationDisplay::of),
            new Rendering<>(ArrayTree.class, PlainDisplays::tree),
            new Rendering<>(Table.class, PlainDisplays::table),
            new Rendering<>(Waveform.class, PlainDisplays::waveform),
            new Rendering<>(Mechanism.class, MechanismDisplay::of),
            new Rendering<>(GateCurves.class, MechanismDisplay::of),
            new Rendering<>(ClampFamily.class, MechanismDisplay::of),
            new Rendering<>(StepResponse.class, MechanismDisplay::of),
            new Rendering<>(SynapseResponse.class, MechanismDisplay::of),
            new Rendering<>(Recording.class, RecordingDisplay::of),
            new Rendering<>(CurrentClampSweeps.class, RecordingDisplay::of),
            new Rendering<>(Sweep.class, RecordingDisplay::of),
            new Rendering<>(FitResult.class, FitDisplay::of),
            new Rendering<>(RecordingFitResult.class, FitDisplay::of),
            new Rendering<>(FeatureFitResult.class, FitDisplay::of));

    private Renderings() {}

    /** The display of an object; empty for a class that has none. */
    public static Optional<MimeBundle> of(Object object) {
        return ALL.stream()
                .filter(rendering -> rendering.type.isInstance(object))
                .findFirst()
                .map(rendering -> rendering.of(object));
    }
}
