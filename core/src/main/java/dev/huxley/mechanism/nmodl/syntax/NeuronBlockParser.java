package dev.huxley.mechanism.nmodl.syntax;

import dev.huxley.text.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the block NEURON: the kind and name of the mechanism, its ions, and who sees which variable. */
final class NeuronBlockParser {
    private static final Map<String, String> REMEDIES = Map.of(
            "EXTERNAL", "it is a variable of another file; declare a PARAMETER in its place",
            "BBCOREPOINTER", "it is memory of C code",
            "RANDOM", "draw numbers outside of the model, and give them as a stimulus, a clamp or times of spikes");

    private static final List<String> LINES = List.of(
            "SUFFIX",
            "POINT_PROCESS",
            "ARTIFICIAL_CELL",
            "USEION",
            "NONSPECIFIC_CURRENT",
            "ELECTRODE_CURRENT",
            "RANGE",
            "GLOBAL",
            "POINTER",
            "THREADSAFE");

    private final TokenStream words;
    private final ExpressionParser expressions;
    private final List<Problem> unsupported;
    private final List<UsedIon> ions = new ArrayList<>();
    private final List<String> currents = new ArrayList<>();
    private final List<String> electrodeCurrents = new ArrayList<>();
    private final List<String> pointers = new ArrayList<>();
    private final Set<String> ranges = new LinkedHashSet<>();
    private String kind = "";
    private String name = "";
    private Position nameAt = new Position(1, 1);

    NeuronBlockParser(TokenStream words, ExpressionParser expressions, List<Problem> unsupported) {
        this.words = words;
        this.expressions = expressions;
        this.unsupported = unsupported;
    }

    /** Reads the block behind its word. */
    void read() {
        Token open = words.expect("{", "behind NEURON");
        while (!words.accept("}")) {
            words.requireClosed(open, "NEURON");
            line();
        }
    }

    private void line() {
        Token word = words.name("a line of NEURON");
        switch (word.text()) {
            case "SUFFIX", "POINT_PROCESS", "ARTIFICIAL_CELL" -> {
                kind = word.text();
                nameAt = words.peek().at();
                name = words.name("a name behind " + kind).text();
            }
            case "USEION" -> ions.add(ion(word.at()));
            case "NONSPECIFIC_CURRENT" -> currents.addAll(names());
            case "ELECTRODE_CURRENT" -> electrodeCurrents.addAll(names());
            case "POINTER" -> pointers.addAll(names());
            case "RANGE", "GLOBAL" -> ranges.addAll(names());
            case "THREADSAFE" -> {
                // No effect on numbers.
            }
            case "REPRESENTS" -> ontology();
            case "EXTERNAL", "BBCOREPOINTER", "RANDOM" -> {
                unsupported.add(
                        new Problem(word.at(), word.text() + " is not supported: " + REMEDIES.get(word.text())));
                names();
            }
            default -> throw new TokenStream.Fault(
                    word.at(),
                    word.quoted()
                            + " begins no line of NEURON; there are SUFFIX, POINT_PROCESS, ARTIFICIAL_CELL, USEION,"
                            + " NONSPECIFIC_CURRENT, ELECTRODE_CURRENT, RANGE, GLOBAL, POINTER, THREADSAFE"
                            + NearestName.of(word.text(), LINES)
                                    .map(near -> "; did you mean " + near + "?")
                                    .orElse(""));
        }
    }

    private UsedIon ion(Position at) {
        String ion = words.name("the name of an ion behind USEION").text();
        List<String> reads = words.accept("READ") ? names() : List.of();
        List<String> writes = words.accept("WRITE") ? names() : List.of();
        double valence = Double.NaN;
        boolean more = true;
        while (more) {
            if (words.accept("VALENCE") || words.accept("CHARGE")) {
                words.accept("+");
                valence = expressions.number("a valence");
            } else if (words.accept("REPRESENTS")) {
                ontology();
            } else {
                more = false;
            }
        }
        if (reads.isEmpty() && writes.isEmpty()) {
            throw new TokenStream.Fault(at, "USEION " + ion + " neither READs nor WRITEs; name a variable of the ion");
        }
        return new UsedIon(ion, reads, writes, valence, at);
    }

    private void ontology() {
        if (words.accept("[")) {
            while (!words.accept("]") && !words.isAtEnd()) {
                words.next();
            }
            return;
        }
        words.next();
        // A colon begins a comment, so the rest of an identifier such as CHEBI:29108 is none of ours.
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        do {
            names.add(words.name("a name").text());
        } while (words.accept(","));
        return names;
    }

    String kind() {
        return kind;
    }

    String name() {
        return name;
    }

    Position nameAt() {
        return nameAt;
    }

    List<UsedIon> ions() {
        return ions;
    }

    List<String> currents() {
        return currents;
    }

    List<String> electrodeCurrents() {
        return electrodeCurrents;
    }

    List<String> pointers() {
        return pointers;
    }

    Set<String> ranges() {
        return ranges;
    }
}
