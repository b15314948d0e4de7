package dev.huxley.neuron;

import dev.huxley.mechanism.Declaration;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.mechanism.nmodl.NmodlChannel;
import dev.huxley.text.ElementName;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mechanism of a model with its file and the names of its quantities in NEURON: written from Huxley's own, or imported
 * with its text.
 *
 * @param mechanism the mechanism
 * @param file the file in NMODL
 * @param trace its functions
 */
record WrittenMechanism(MembraneMechanism mechanism, MechanismText file, MechanismTrace trace) {
    private static final Pattern COMMENT =
            Pattern.compile("(?s)\\bCOMMENT\\b.*?\\bENDCOMMENT\\b|[:?][^\\n]*|\\bTITLE\\b[^\\n]*");
    private static final Pattern NAME = Pattern.compile("\\b(SUFFIX|POINT_PROCESS|ARTIFICIAL_CELL)\\s+(\\w+)");
    private static final Pattern RANGE = Pattern.compile("\\bRANGE\\s+(\\w+(?:\\s*,\\s*\\w+)*)");
    private static final Pattern TABLE = Pattern.compile("\\bTABLE\\b");
    private static final Pattern STATE = Pattern.compile("\\bSTATE\\s*\\{([^}]*)}");

    /**
     * @param readable the quantities of the model that it may read
     * @param timeStep the time step of the run, ms
     * @throws UnwritableException if the mechanism has no form in NMODL
     */
    static WrittenMechanism of(MembraneMechanism mechanism, ReadableQuantities readable, double timeStep) {
        if (mechanism instanceof NmodlChannel imported) {
            MechanismText file = imported(imported);
            return new WrittenMechanism(mechanism, file, MechanismTrace.at(timeStep, mechanism, readable));
        }
        MechanismTrace trace = MechanismTrace.of(mechanism, readable);
        return new WrittenMechanism(mechanism, MechanismWriter.write(mechanism, trace), trace);
    }

    boolean isImported() {
        return mechanism instanceof NmodlChannel;
    }

    /** The name of a variable of the mechanism in a segment: {@code gNa_HH}. */
    String rangeVariable(String name) {
        int bracket = name.indexOf('[');
        return bracket < 0
                ? name + "_" + file.suffix()
                : name.substring(0, bracket) + "_" + file.suffix() + name.substring(bracket);
    }

    /** The names of parameters that an imported file has once for all segments. */
    Set<String> globals() {
        Set<String> globals = new LinkedHashSet<>();
        if (mechanism instanceof NmodlChannel imported) {
            globals.addAll(file.parameters().values());
            removeRange(imported.source(), globals);
        }
        return globals;
    }

    /** The states of an imported file that only its own code can set, since it declares them as ASSIGNED. */
    Set<String> hidden() {
        Set<String> hidden = new LinkedHashSet<>();
        if (mechanism instanceof NmodlChannel imported) {
            hidden.addAll(file.states().values());
            Matcher state = STATE.matcher(plain(imported.source()));
            while (state.find()) {
                Matcher name = Pattern.compile("[A-Za-z]\\w*").matcher(state.group(1));
                while (name.find()) {
                    hidden.removeIf(each -> ElementName.key(each).equals(name.group()));
                }
            }
        }
        return hidden;
    }

    private static MechanismText imported(NmodlChannel channel) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Map<String, String> states = new LinkedHashMap<>();
        Map<String, IonVariable> shared = new LinkedHashMap<>();
        channel.parameters().forEach(parameter -> name(channel, parameter, parameters, shared));
        channel.states().forEach(state -> name(channel, state, states, shared));
        channel.currentNames().stream()
                .filter(name -> !name.equals("i_" + channel.name()))
                .forEach(name -> shared.put(name, new IonVariable(name.substring(1), name, 0)));
        Matcher name = nameIn(channel.source());
        if (name.find() && name.group(1).equals("ARTIFICIAL_CELL")) {
            throw new UnwritableException("the mechanism " + channel.name()
                    + " is an ARTIFICIAL_CELL, which has no place in a section; connect it by hand in NEURON");
        }
        ImportedText text = ImportedText.of(channel.source(), channel.name());
        return new MechanismText(
                text.name(), text.text(), parameters, states, shared, List.of(), Map.of(), Map.of(), false);
    }

    private static void name(
            NmodlChannel channel, Declaration declaration, Map<String, String> own, Map<String, IonVariable> shared) {
        boolean isOwn = declaration.key().startsWith(channel.name() + "_");
        for (String key : ElementName.all(declaration.key(), declaration.extents())) {
            if (isOwn) {
                own.put(key, key.substring(channel.name().length() + 1));
            } else {
                String ion = key.startsWith("e") && declaration.unit().equals("mV")
                        ? key.substring(1)
                        : key.substring(0, key.length() - 1);
                shared.put(key, new IonVariable(ion, key, 0));
            }
        }
    }

    /** A search for the kind and the name that a text gives its mechanism, at their places in the text. */
    static Matcher nameIn(String source) {
        return NAME.matcher(plain(source));
    }

    /** Tells whether the file is a point process, which is placed in segments and not inserted in sections. */
    boolean isPoint() {
        Matcher name = mechanism instanceof NmodlChannel imported ? nameIn(imported.source()) : null;
        return name != null && name.find() && name.group(1).equals("POINT_PROCESS");
    }

    /** Tells whether the file has tables that Huxley does not use: it evaluates their functions exactly. */
    boolean hasUnusedTables() {
        return mechanism instanceof NmodlChannel imported
                && !imported.constants().contains(true)
                && hasTables(imported.source());
    }

    /** Tells whether functions of a text have tables. */
    static boolean hasTables(String source) {
        return TABLE.matcher(plain(source)).find();
    }

    /** Takes the names that a text has as RANGE variables out of a set. */
    static void removeRange(String source, Set<String> names) {
        Matcher range = RANGE.matcher(plain(source));
        while (range.find()) {
            List.of(range.group(1).split("\\s*,\\s*")).forEach(names::remove);
        }
    }

    /** The text with blanks for its comments and its title. */
    static String plain(String text) {
        return COMMENT.matcher(text).replaceAll(comment -> comment.group().replaceAll("[^\\n]", " "));
    }
}
