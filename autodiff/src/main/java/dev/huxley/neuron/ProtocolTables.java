package dev.huxley.neuron;

import dev.huxley.model.Domain;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.PlacedRecording;
import dev.huxley.model.PlacedWaveform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stimuli, clamps and recordings of a model, as tables of a program in Python. */
final class ProtocolTables {
    /** The resistance (MOhm) of an electrode that stands for a clamp without one. */
    private static final double IDEAL = 1e-3;

    private final NeuronModel model;
    private final SectionTable sections;
    private final Map<String, WrittenMechanism> mechanisms;
    private final List<String> problems;
    private final SpikeTrains trains;
    private final List<String> stimuli = new ArrayList<>();
    private final List<String> clamps = new ArrayList<>();
    private final List<String> recordings = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();

    ProtocolTables(
            NeuronModel model,
            SectionTable sections,
            Map<String, WrittenMechanism> mechanisms,
            double timeStep,
            List<String> problems) {
        this.model = model;
        this.sections = sections;
        this.mechanisms = mechanisms;
        this.problems = problems;
        trains = new SpikeTrains(model, timeStep);
        model.stimuli().forEach(stimulus -> stimuli.addAll(stimulus(stimulus)));
        model.clamps().forEach(this::clamp);
        model.recordings().forEach(this::record);
        if (recordings.isEmpty()) {
            recordings.add(entry("\"v\"", 0, "v"));
        }
    }

    List<String> stimuli() {
        return stimuli;
    }

    List<String> clamps() {
        return clamps;
    }

    List<String> recordings() {
        return recordings;
    }

    Set<String> notes() {
        return notes;
    }

    /** The rows of a stimulus. */
    List<String> stimulus(PlacedWaveform stimulus) {
        List<String> rows = new ArrayList<>();
        place(stimulus, rows, 0);
        return rows;
    }

    private void clamp(PlacedWaveform clamp) {
        if (trains.isSpikes(clamp.key())) {
            notes.add(
                    "the spikes of a SpikeSource are events of the connections; its own cell has nothing in NEURON, and its"
                            + " voltage no meaning");
            return;
        }
        if (!clamp.key().equals("v") || clamp.domain() != Domain.NODES) {
            problems.add("a clamp of '" + clamp.key() + "': NEURON clamps the voltage alone");
            return;
        }
        if (clamp.seriesResistance() == 0) {
            notes.add("a voltage clamp without series resistance is an SEClamp with " + IDEAL
                    + " MOhm, so the voltage lags by microvolts");
        }
        for (int lane = 0; lane < clamp.waveform().lanes(); lane++) {
            for (double sample : clamp.waveform().samples(lane)) {
                if (Double.isNaN(sample)) {
                    problems.add("a voltage clamp that is off in some steps; give it a value in all of them");
                    return;
                }
            }
        }
        place(clamp, clamps, Double.NaN);
    }

    private void place(PlacedWaveform placed, List<String> table, double after) {
        int[] rows = placed.rows();
        for (int i = 0; i < rows.length; i++) {
            int lane = placed.waveform().lanes() == 1 ? 0 : i;
            double[] samples = placed.waveform().samples(lane);
            double last = Double.isNaN(after) ? samples[samples.length - 1] : after;
            PlayedCurrent played = PlayedCurrent.of(placed.waveform(), lane, last);
            String place = "\"section\": " + sections.section(rows[i]) + ", \"x\": " + sections.place(rows[i]);
            if (Double.isNaN(after)) {
                double resistance = placed.seriesResistance() == 0 ? IDEAL : placed.seriesResistance();
                place += ", \"rs\": " + NmodlNumber.text(resistance);
            }
            table.add("{" + place + ", " + course(played, !Double.isNaN(after)) + "}");
        }
    }

    /** The course of a stimulus: delay, duration and amplitude of a pulse, or the times and values of its changes. */
    static String course(PlayedCurrent played, boolean mayBePulse) {
        if (mayBePulse && played.isPulse()) {
            double[] pulse = played.pulse();
            return "\"delay\": " + NmodlNumber.text(pulse[0]) + ", \"dur\": " + NmodlNumber.text(pulse[1])
                    + ", \"amp\": " + NmodlNumber.text(pulse[2]);
        }
        return "\"times\": " + PythonLiteral.numbers(played.times()) + ", \"values\": "
                + PythonLiteral.numbers(played.values());
    }

    private void record(PlacedRecording recording) {
        if (recording.domain() != Domain.NODES) {
            notes.add("the recording of '" + recording.state() + "' in "
                    + model.place(recording.domain(), recording.row())
                    + " is left out: only compartments are recorded");
            return;
        }
        if (trains.isSource(recording.row())) {
            notes.add("the recording of '" + recording.state()
                    + "' of a SpikeSource is left out: NEURON has no such cell");
            return;
        }
        String variable = variable(recording.state());
        if (variable.isEmpty()) {
            notes.add("the recording of '" + recording.state() + "' is left out, which NEURON does not have");
        } else {
            recordings.add(entry(PythonLiteral.text(recording.state()), recording.row(), variable));
        }
    }

    private String entry(String label, int row, String variable) {
        return "{\"label\": " + label + ", \"section\": " + sections.section(row) + ", \"x\": " + sections.place(row)
                + ", \"variable\": " + PythonLiteral.text(variable) + "}";
    }

    private String variable(String state) {
        if (state.equals("v")) {
            return "v";
        }
        Map<String, String> found = new LinkedHashMap<>();
        for (WrittenMechanism written : mechanisms.values()) {
            MechanismText file = written.file();
            if (file.states().containsKey(state)) {
                found.put(state, written.rangeVariable(file.states().get(state)));
            } else if (file.shared().containsKey(state)) {
                found.putIfAbsent(state, file.shared().get(state).name());
            } else if (state.equals("i_" + written.mechanism().name()) && !written.isImported()) {
                found.put(state, "i_" + file.suffix());
            }
        }
        return found.getOrDefault(state, "");
    }
}
