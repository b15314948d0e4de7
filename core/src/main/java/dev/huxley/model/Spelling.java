package dev.huxley.model;

import dev.huxley.text.NearestName;
import dev.huxley.text.Quotation;
import java.util.Collection;
import java.util.TreeSet;

/** Error texts for unknown names: the known names, and the nearest one. */
final class Spelling {
    private Spelling() {}

    static String unknown(String what, String name, Collection<String> known) {
        String hint = what.equals("quantity") || what.startsWith("state") ? NeuronNames.hint(name, known) : "";
        String nearest = !hint.isEmpty()
                ? hint
                : NearestName.of(name, known)
                        .map(near -> " Did you mean " + Quotation.of(near) + "?")
                        .orElse("");
        String present = known.isEmpty() ? "none" : Quotation.list(new TreeSet<>(known));
        return "there is no " + what + " " + Quotation.of(name) + "." + nearest + " Known: " + present;
    }
}
