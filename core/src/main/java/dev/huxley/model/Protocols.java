package dev.huxley.model;

import dev.huxley.protocol.Waveform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The stimuli, clamps and recordings of a model. */
final class Protocols {
    private final Model model;
    private final List<PlacedWaveform> stimuli = new ArrayList<>();
    private final List<PlacedWaveform> clamps = new ArrayList<>();
    private final Set<PlacedRecording> recordings = new LinkedHashSet<>();

    Protocols(Model model) {
        this.model = model;
    }

    List<PlacedWaveform> stimuli() {
        return List.copyOf(stimuli);
    }

    List<PlacedWaveform> clamps() {
        return List.copyOf(clamps);
    }

    List<PlacedRecording> recordings() {
        return List.copyOf(recordings);
    }

    void stimulate(int[] compartments, Waveform current) {
        stimuli.add(new PlacedWaveform(PlacedWaveform.CURRENT, compartments, current));
        model.changed();
    }

    void clamp(String state, int[] compartments, Waveform values) {
        if (!model.isState(state)) {
            throw new IllegalArgumentException("'" + state
                    + "' cannot be clamped: it is not a state that changes in time; states are " + states());
        }
        NumberColumn column = model.nodes().numbers(state);
        for (int compartment : compartments) {
            if (!column.isPresent(compartment)) {
                throw new IllegalArgumentException(model.structure().place(compartment) + " has no '" + state
                        + "' to clamp; insert its mechanism there first");
            }
        }
        clamps.add(new PlacedWaveform(state, compartments, values));
        model.changed();
    }

    void record(String state, int[] compartments) {
        boolean current = model.mechanisms().currents().contains(state);
        if (!current && !model.isState(state)) {
            Set<String> known = states();
            known.addAll(model.mechanisms().currents());
            throw new IllegalArgumentException(Spelling.unknown("state or membrane current", state, known));
        }
        for (int compartment : compartments) {
            boolean present = current
                    ? model.mechanisms().hasCurrent(state, compartment)
                    : model.nodes().numbers(state).isPresent(compartment);
            if (!present) {
                throw new IllegalArgumentException(model.structure().place(compartment) + " has no '" + state
                        + "' to record; insert its mechanism there first");
            }
        }
        for (int compartment : compartments) {
            recordings.add(new PlacedRecording(state, compartment));
        }
        model.changed();
    }

    void deleteStimuli(int[] compartments) {
        delete(stimuli, compartments, key -> true);
    }

    void deleteClamps(int[] compartments, Predicate<String> states) {
        delete(clamps, compartments, states);
    }

    void deleteRecordings(int[] compartments, Predicate<String> states) {
        Set<Integer> inView = Arrays.stream(compartments).boxed().collect(Collectors.toSet());
        recordings.removeIf(recording -> states.test(recording.state()) && inView.contains(recording.compartment()));
        model.changed();
    }

    /** Takes the lanes in these compartments out of the placed waveforms. */
    private void delete(List<PlacedWaveform> placed, int[] compartments, Predicate<String> keys) {
        Set<Integer> inView = Arrays.stream(compartments).boxed().collect(Collectors.toSet());
        placed.removeIf(waveform -> keys.test(waveform.key())
                && Arrays.stream(waveform.compartments()).allMatch(inView::contains));
        placed.replaceAll(waveform -> keys.test(waveform.key()) ? waveform.without(inView) : waveform);
        model.changed();
    }

    private Set<String> states() {
        Set<String> states = new TreeSet<>();
        for (String name : model.nodes().names()) {
            if (model.isState(name)) {
                states.add(name);
            }
        }
        return states;
    }
}
