package dev.huxley.notebook.render;

import dev.huxley.display.MimeBundle;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.PlacedRecording;
import dev.huxley.simulate.Simulation;
import java.util.ArrayList;
import java.util.List;

/** Simulations: step, length, engine, the model in a line, and the rows of the traces that a run gives. */
final class SimulationDisplay {
    private SimulationDisplay() {}

    static MimeBundle of(Simulation simulation) {
        NeuronModel model = simulation.model();
        List<String> facts = new ArrayList<>(List.of("time step " + Numbers.of(simulation.timeStep(), "ms")));
        String obstacle = "";
        try {
            double[] times = simulation.times();
            facts.add((times.length - 1) + " steps to " + Numbers.of(times[times.length - 1], "ms"));
        } catch (RuntimeException unknown) {
            obstacle = "Without further inputs it does not run: " + unknown.getMessage();
        }
        facts.add("engine " + simulation.engine());
        List<List<String>> traces = new ArrayList<>();
        for (PlacedRecording recording : model.recordings()) {
            traces.add(List.of(
                    Integer.toString(traces.size()),
                    recording.state(),
                    model.unit(recording.state()),
                    model.place(recording.domain(), recording.row())));
        }
        Html html = new Html("Simulation", facts).note(model.toString());
        return (obstacle.isEmpty() ? html : html.note(obstacle))
                .table("Traces of a run", List.of("#trace", "quantity", "unit", "where"), traces)
                .bundle(simulation);
    }
}
