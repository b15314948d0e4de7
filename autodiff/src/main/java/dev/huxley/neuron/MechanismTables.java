package dev.huxley.neuron;

import dev.huxley.mechanism.IonPump;
import dev.huxley.model.NeuronModel;
import dev.huxley.text.ElementName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The values of mechanisms in the sections of a model, as tables of a program in Python. */
final class MechanismTables {
    /** The relative difference below which a state is at rest. */
    private static final double AT_REST = 1e-9;

    private final NeuronModel model;
    private final SectionTable sections;
    private final Map<String, WrittenMechanism> mechanisms;
    private final List<String> problems;
    private final FirstStep first;

    private final List<String> inserted = new ArrayList<>();
    private final List<String> points = new ArrayList<>();
    private final List<String> segmentValues = new ArrayList<>();
    private final List<String> starts = new ArrayList<>();
    private final Map<String, Double> globals = new LinkedHashMap<>();
    private final List<String> ionStyles = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();

    MechanismTables(
            NeuronModel model,
            SectionTable sections,
            Map<String, WrittenMechanism> mechanisms,
            double timeStep,
            List<String> problems) {
        this.model = model;
        this.sections = sections;
        this.mechanisms = mechanisms;
        this.problems = problems;
        Map<String, MechanismTrace> traces = new HashMap<>();
        mechanisms.forEach((name, written) -> traces.put(name, written.trace()));
        first = new FirstStep(model, traces, timeStep);
        checkSharing();
        mechanisms.values().forEach(this::insert);
        mechanisms.values().forEach(this::start);
        ions();
    }

    /** One entry for each mechanism: name, sections, values. */
    List<String> inserted() {
        return inserted;
    }

    /** One entry for each point process that is not a synapse. */
    List<String> points() {
        return points;
    }

    /** Values of segments that belong to no mechanism alone: those of ions. */
    List<String> segmentValues() {
        return segmentValues;
    }

    /** Values that states have at the beginning where INITIAL gives others. */
    List<String> starts() {
        return starts;
    }

    /** Values of variables that NEURON has once. */
    Map<String, Double> globals() {
        return globals;
    }

    /** Ions of which NEURON is to compute nothing by itself, with their sections. */
    List<String> ionStyles() {
        return ionStyles;
    }

    Set<String> notes() {
        return notes;
    }

    // ---- what cannot be ----

    private void checkSharing() {
        Map<String, String> keys = new HashMap<>();
        Map<String, String> suffixes = new HashMap<>();
        for (WrittenMechanism written : mechanisms.values()) {
            String other =
                    suffixes.put(written.file().suffix(), written.mechanism().name());
            if (other != null) {
                problems.add("the mechanisms " + other + " and "
                        + written.mechanism().name() + " both have the SUFFIX "
                        + written.file().suffix() + "; NEURON has one of a name");
            }
            written.file().shared().forEach((key, variable) -> {
                String before = keys.putIfAbsent(variable.name(), key);
                if (before != null && !before.equals(key)) {
                    problems.add("'" + before + "' and '" + key + "' would be one variable in NEURON, "
                            + variable.name() + "; use mechanisms of one library");
                }
                mechanisms.values().stream()
                        .filter(each -> key.equals("i_" + each.mechanism().name()))
                        .forEach(each -> problems.add("the mechanism "
                                + written.mechanism().name()
                                + " reads the current '" + key + "', which belongs to no ion, so that no mechanism of"
                                + " NEURON can read it"));
            });
        }
        Map<String, List<WrittenMechanism>> writers = new LinkedHashMap<>();
        mechanisms.values().forEach(written -> written.file().written().forEach(key -> writers.computeIfAbsent(
                        key, absent -> new ArrayList<>())
                .add(written)));
        writers.forEach((key, all) -> {
            Set<Integer> seen = new TreeSet<>();
            boolean isTwice = all.stream()
                    .flatMap(each -> java.util.Arrays.stream(rows(each)).boxed())
                    .anyMatch(row -> !seen.add(row));
            if (isTwice) {
                problems.add(all.stream().map(each -> each.mechanism().name()).collect(Collectors.joining(" and "))
                        + " change '" + key
                        + "' in one compartment; in NEURON one mechanism writes a variable of an ion");
            }
        });
    }

    // ---- values ----

    private void insert(WrittenMechanism written) {
        List<Integer> where = sectionsOf(rows(written));
        Set<String> global = written.globals();
        if (written.hasUnusedTables()) {
            globals.put("usetable_" + written.file().suffix(), 0.0);
        }
        if (written.isPoint()) {
            place(written, global);
            return;
        }
        List<String> values = new ArrayList<>();
        written.file().parameters().forEach((key, name) -> {
            if (global.contains(ElementName.key(name))) {
                once(written, key, name);
            } else {
                values.add(PythonLiteral.text(name) + ": " + literal(where, row -> first.value(key, row)));
            }
        });
        written.file()
                .starts()
                .forEach((key, name) ->
                        values.add(PythonLiteral.text(name) + ": " + literal(where, row -> first.value(key, row))));
        inserted.add("{\"name\": " + PythonLiteral.text(written.file().suffix()) + ", \"sections\": "
                + PythonLiteral.integers(where) + ", \"values\": {" + String.join(", ", values) + "}}");
    }

    /** Places a point process in each of its compartments. */
    private void place(WrittenMechanism written, Set<String> global) {
        written.file().parameters().forEach((key, name) -> {
            if (global.contains(ElementName.key(name))) {
                once(written, key, name);
            }
        });
        for (int row : rows(written)) {
            List<String> values = new ArrayList<>();
            written.file().parameters().forEach((key, name) -> {
                if (!global.contains(ElementName.key(name))) {
                    values.add(PythonLiteral.text(name) + ": " + NmodlNumber.text(first.value(key, row)));
                }
            });
            points.add("{\"name\": " + PythonLiteral.text(written.file().suffix()) + ", \"section\": "
                    + sections.section(row) + ", \"x\": " + sections.place(row) + ", \"values\": {"
                    + String.join(", ", values) + "}}");
        }
    }

    private void once(WrittenMechanism written, String key, String name) {
        Set<Double> values = new TreeSet<>();
        for (int row : rows(written)) {
            values.add(first.value(key, row));
        }
        if (values.size() > 1) {
            problems.add("'" + key + "' differs between compartments, but the file of "
                    + written.mechanism().name() + " has " + name + " once for all; add it to RANGE there");
        }
        globals.put(written.rangeVariable(name), values.iterator().next());
    }

    private void start(WrittenMechanism written) {
        if (written.isPoint()) {
            notes.add("the states of the point process " + written.file().suffix() + " begin as INITIAL sets them");
            return;
        }
        Map<String, double[]> steady = first.steadyStates(written.mechanism());
        int[] rows = rows(written);
        Set<String> hidden = written.hidden();
        written.file().states().forEach((key, name) -> {
            if (written.file().starts().containsKey(key) || isSteady(key, steady.get(key), rows)) {
                return;
            }
            if (name.equals("t")) {
                return; // the time, which NEURON has itself
            }
            if (hidden.contains(name)) {
                notes.add(
                        "the variable " + name + " of " + written.mechanism().name() + " begins as INITIAL sets it, not"
                                + " at the model's value, since only the file's own code can set it");
            } else {
                start(written.rangeVariable(name), rows, row -> first.value(key, row));
            }
        });
        written.file().shared().forEach((key, variable) -> {
            boolean isChanged = written.trace().updates().containsKey(key);
            boolean isComputed = written.isImported() && key.startsWith("e");
            if (isChanged
                    && !isComputed
                    && !written.file().starts().containsKey(key)
                    && !isSteady(key, steady.get(key), rows)) {
                start(variable.name(), rows, row -> first.value(key, row));
            }
        });
        if (written.mechanism() instanceof IonPump) {
            written.file()
                    .followers()
                    .forEach((key, name) -> start(written.rangeVariable(name), rows, row -> first.follower(key, row)));
        }
    }

    private void start(String variable, int[] rows, java.util.function.IntToDoubleFunction value) {
        List<Integer> where = sectionsOf(rows);
        starts.add("{\"name\": " + PythonLiteral.text(variable) + ", \"sections\": " + PythonLiteral.integers(where)
                + ", \"values\": " + literal(where, value) + "}");
    }

    private boolean isSteady(String key, double[] steady, int[] rows) {
        if (steady == null) {
            return false;
        }
        for (int i = 0; i < rows.length; i++) {
            double value = first.value(key, rows[i]);
            if (!(Math.abs(steady[i] - value) <= AT_REST * Math.max(1e-3, Math.abs(value)))) {
                return false;
            }
        }
        return true;
    }

    // ---- ions ----

    private void ions() {
        Set<String> written = new TreeSet<>();
        mechanisms
                .values()
                .forEach(each -> written.addAll(each.trace().updates().keySet()));
        Map<String, IonVariable> shared = new LinkedHashMap<>();
        mechanisms.values().forEach(each -> shared.putAll(each.file().shared()));
        ionStyles(shared);
        shared.forEach((key, variable) -> {
            if (!model.nodes().contains(ElementName.key(key))) {
                return; // a current
            }
            int[] rows = sharers(key);
            List<Integer> where = sectionsOf(rows);
            if (!written.contains(key)) {
                segmentValues.add("{\"name\": " + PythonLiteral.text(variable.name()) + ", \"sections\": "
                        + PythonLiteral.integers(where) + ", \"values\": "
                        + literal(where, row -> first.value(key, row))
                        + "}");
            }
            boolean isConcentration = key.equals(variable.ion() + "i") || key.equals(variable.ion() + "o");
            if (isConcentration && written.contains("e" + variable.ion())) {
                Set<Double> values = new TreeSet<>();
                for (int row : rows) {
                    values.add(first.value(key, row));
                }
                if (values.size() > 1 && !written.contains(key)) {
                    problems.add("'" + key + "' differs between compartments, but NEURON begins with one value of it");
                }
                globals.put(
                        key + "0_" + variable.ion() + "_ion", values.iterator().next());
            }
        });
    }

    /** Keeps NEURON from computing what the model sets: concentrations, and reversal potentials beside them. */
    private void ionStyles(Map<String, IonVariable> shared) {
        Set<String> seen = new TreeSet<>();
        shared.forEach((key, variable) -> {
            if (!variable.isConcentration() || !seen.add(variable.ion())) {
                return;
            }
            boolean isOwn = variable.valence() == 0 && !key.equals(variable.name());
            String reversal = "e" + variable.ion();
            boolean isHeld = shared.containsKey(reversal) && !model.isState(reversal);
            if (isOwn || isHeld) {
                int[] rows = sharers(isOwn ? key : reversal);
                ionStyles.add("{\"name\": " + PythonLiteral.text(variable.ion() + "_ion") + ", \"concentrations\": "
                        + (isOwn ? 3 : 1) + ", \"reversal\": " + (isOwn ? 2 : 1) + ", \"sections\": "
                        + PythonLiteral.integers(sectionsOf(rows)) + "}");
            }
        });
    }

    /** The compartments with a mechanism that shares a quantity. */
    private int[] sharers(String key) {
        Set<Integer> rows = new TreeSet<>();
        mechanisms.values().stream()
                .filter(each -> each.file().shared().containsKey(key))
                .forEach(each -> java.util.Arrays.stream(rows(each)).forEach(rows::add));
        return rows.stream().mapToInt(Integer::intValue).toArray();
    }

    // ---- places ----

    private int[] rows(WrittenMechanism written) {
        return model.nodes().flags(written.mechanism().name()).present();
    }

    List<Integer> sectionsOf(int[] rows) {
        return java.util.Arrays.stream(rows)
                .map(sections::section)
                .distinct()
                .boxed()
                .toList();
    }

    /** Values over the segments of sections. */
    String literal(List<Integer> where, java.util.function.IntToDoubleFunction value) {
        return PythonLiteral.values(where, number -> {
            Section section = sections.sections().get(number);
            double[] values = new double[section.segments()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value.applyAsDouble(section.firstCompartment() + i);
            }
            return values;
        });
    }
}
