package dev.huxley.model;

import dev.huxley.protocol.Waveform;
import dev.huxley.text.ElementName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The stimuli, clamps and recordings of a model. */
final class Protocols {
    private final NeuronModel model;
    private final List<PlacedWaveform> stimuli = new ArrayList<>();
    private final List<PlacedWaveform> clamps = new ArrayList<>();
    private final Set<PlacedRecording> recordings = new LinkedHashSet<>();

    Protocols(NeuronModel model) {
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
        for (int lane = 0; lane < current.lanes(); lane++) {
            double[] samples = current.samples(lane);
            for (int k = 0; k < samples.length; k++) {
                if (Double.isNaN(samples[k])) {
                    throw new IllegalArgumentException("sample " + k + " of waveform " + lane
                            + " is NaN; a stimulus must be finite (NaN is for clamps: not held at that time)");
                }
            }
        }
        stimuli.add(new PlacedWaveform(Domain.NODES, PlacedWaveform.CURRENT, compartments, current));
        model.changed();
    }

    void clamp(Domain domain, String state, int[] rows, Waveform values) {
        clamp(new PlacedWaveform(domain, state, rows, values));
    }

    void clamp(PlacedWaveform clamp) {
        Domain domain = clamp.domain();
        String state = clamp.key();
        if (!states(domain).contains(ElementName.key(state))) {
            throw new IllegalArgumentException("'" + state
                    + "' cannot be clamped: it is not a state that changes in time; states are " + states(domain));
        }
        NumberColumn column = model.columns(domain).numbers(ElementName.key(state));
        if (!ElementName.isElement(state) && column.rowSize() > 1) {
            throw new IllegalArgumentException("'" + state + "' has several elements, "
                    + ElementName.of(state, 0, column.rowShape()) + " and so on; clamp one of them at a time");
        }
        int element = ElementName.number(state, column.rowShape());
        for (int row : clamp.rows()) {
            if (!column.isPresent(row)) {
                throw absent(domain, state, row, "clamp");
            }
        }
        requireNotClamped(domain, state, element, clamp.rows());
        clamps.add(clamp);
        model.changed();
    }

    /** Throws an error if a clamp already holds the element of the state in one of the compartments or synapses. */
    private void requireNotClamped(Domain domain, String state, int element, int[] rows) {
        BitSet concerned = new BitSet();
        Arrays.stream(rows).forEach(concerned::set);
        int[] shape = model.columns(domain).numbers(ElementName.key(state)).rowShape();
        for (int i = 0; i < clamps.size(); i++) {
            PlacedWaveform other = clamps.get(i);
            boolean isSame = other.domain() == domain
                    && ElementName.key(other.key()).equals(ElementName.key(state))
                    && ElementName.number(other.key(), shape) == element;
            for (int row : isSame ? other.rows() : new int[0]) {
                if (concerned.get(row)) {
                    throw new IllegalArgumentException("clamp " + clamps.size() + " would hold '" + state + "' in "
                            + model.place(domain, row) + ", where clamp " + i + " holds it already; give one clamp all"
                            + " samples, or call deleteClamps there first");
                }
            }
        }
    }

    void record(Domain domain, String state, int[] rows) {
        Set<String> currents = currents(domain);
        boolean current = currents.contains(state);
        String quantity = ElementName.key(state);
        if (!current && !states(domain).contains(quantity)) {
            Set<String> known = states(domain);
            known.addAll(currents);
            throw new IllegalArgumentException(Spelling.unknown(
                    switch (domain) {
                        case NODES -> "state or membrane current";
                        case EDGES -> "state or synaptic current";
                        case GLOBALS -> "state of the whole model";
                    },
                    state,
                    known));
        }
        for (int row : rows) {
            if (!(current
                    ? hasCurrent(domain, state, row)
                    : model.columns(domain).numbers(quantity).isPresent(row))) {
                throw absent(domain, state, row, "record");
            }
        }
        List<String> elements = current ? List.of(state) : elements(domain, state);
        for (int row : rows) {
            elements.forEach(element -> recordings.add(new PlacedRecording(domain, element, row)));
        }
        model.changed();
    }

    /** The state itself, or all elements of one whose values are arrays. */
    private List<String> elements(Domain domain, String state) {
        int[] shape = model.columns(domain).numbers(ElementName.key(state)).rowShape();
        if (ElementName.isElement(state)) {
            return List.of(ElementName.of(ElementName.key(state), ElementName.number(state, shape), shape));
        }
        return ElementName.all(state, shape);
    }

    /** A predicate for the names that a name covers: itself and, for a whole quantity, its elements. */
    static Predicate<String> named(String name) {
        return other -> other.equals(name) || ElementName.key(other).equals(name);
    }

    void deleteStimuli(int[] compartments) {
        delete(stimuli, Domain.NODES, compartments, key -> true);
    }

    void deleteClamps(Domain domain, int[] rows, Predicate<String> states) {
        delete(clamps, domain, rows, states);
    }

    void deleteRecordings(Domain domain, int[] rows, Predicate<String> states) {
        Set<Integer> inView = Arrays.stream(rows).boxed().collect(Collectors.toSet());
        recordings.removeIf(recording ->
                recording.domain() == domain && states.test(recording.state()) && inView.contains(recording.row()));
        model.changed();
    }

    /** Replaces row numbers by new ones; every row in use must have one. */
    void renumber(Domain domain, int[] newRows) {
        for (List<PlacedWaveform> placed : List.of(stimuli, clamps)) {
            placed.replaceAll(waveform -> waveform.domain() == domain ? waveform.renumbered(newRows) : waveform);
        }
        List<PlacedRecording> before = List.copyOf(recordings);
        recordings.clear();
        for (PlacedRecording recording : before) {
            recordings.add(
                    recording.domain() == domain
                            ? new PlacedRecording(domain, recording.state(), newRows[recording.row()])
                            : recording);
        }
    }

    /** Removes the lanes of these compartments or synapses from the placed waveforms. */
    private void delete(List<PlacedWaveform> placed, Domain domain, int[] rows, Predicate<String> keys) {
        Set<Integer> inView = Arrays.stream(rows).boxed().collect(Collectors.toSet());
        Predicate<PlacedWaveform> concerned = waveform -> waveform.domain() == domain && keys.test(waveform.key());
        placed.removeIf(waveform ->
                concerned.test(waveform) && Arrays.stream(waveform.rows()).allMatch(inView::contains));
        placed.replaceAll(waveform -> concerned.test(waveform) ? waveform.without(inView) : waveform);
        model.changed();
    }

    private Set<String> currents(Domain domain) {
        return switch (domain) {
            case NODES -> ofCompartments();
            case EDGES -> model.connections().currents();
            case GLOBALS -> Set.of();
        };
    }

    /** Currents of mechanisms, and those that exist in all compartments: of clamps, and of ions that synapses carry. */
    private Set<String> ofCompartments() {
        Set<String> all = new LinkedHashSet<>(model.mechanisms().currents());
        all.addAll(model.connections().ionCurrents());
        all.add(PlacedWaveform.CLAMP_CURRENT);
        return all;
    }

    private boolean hasCurrent(Domain domain, String current, int row) {
        if (domain == Domain.NODES && current.equals(PlacedWaveform.CLAMP_CURRENT)) {
            return true;
        }
        return domain == Domain.NODES
                ? model.mechanisms().hasCurrent(current, row)
                        || model.connections().ionCurrents().contains(current)
                : model.connections().type(row).currentName().equals(current);
    }

    private IllegalArgumentException absent(Domain domain, String state, int row, String verb) {
        return new IllegalArgumentException(model.place(domain, row) + " has no '" + state + "' to " + verb
                + (domain == Domain.NODES
                        ? "; insert its mechanism there first"
                        : "; take only the synapses of its type"));
    }

    private Set<String> states(Domain domain) {
        Set<String> states = new TreeSet<>();
        for (String name : model.columns(domain).names()) {
            if (model.isState(name)) {
                states.add(name);
            }
        }
        return states;
    }
}
