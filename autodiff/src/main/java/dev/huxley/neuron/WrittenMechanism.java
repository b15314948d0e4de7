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
    private static final Pattern COMMENT = Pattern.compile("(?s)\\bCOMMENT\\b.*?\\bENDCOMMENT\\b|[:?][^\\n]*");
    private static final Pattern SUFFIX = Pattern.compile("\\bSUFFIX\\s+(\\w+)");
    private static final Pattern RANGE = Pattern.compile("\\bRANGE\\s+(\\w+(?:\\s*,\\s*\\w+)*)");
    private static final Pattern STATE = Pattern.compile("\\bSTATE\\s*\\{([^}]*)}");

    /**
     * @param readable the quantities of the model that it may read
     * @throws UnwritableException if the mechanism has no form in NMODL
     */
    static WrittenMechanism of(MembraneMechanism mechanism, ReadableQuantities readable) {
        MechanismTrace trace = MechanismTrace.of(mechanism, readable);
        MechanismText file = mechanism instanceof NmodlChannel imported
                ? imported(imported)
                : MechanismWriter.write(mechanism, trace);
        return new WrittenMechanism(mechanism, file, trace);
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
            Matcher range = RANGE.matcher(plain(imported.source()));
            while (range.find()) {
                List.of(range.group(1).split("\\s*,\\s*")).forEach(globals::remove);
            }
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
        Matcher suffix = SUFFIX.matcher(plain(channel.source()));
        return new MechanismText(
                suffix.find() ? suffix.group(1) : channel.name(),
                channel.source(),
                parameters,
                states,
                shared,
                List.of(),
                Map.of(),
                Map.of(),
                false);
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

    private static String plain(String text) {
        return COMMENT.matcher(text).replaceAll(" ");
    }
}
