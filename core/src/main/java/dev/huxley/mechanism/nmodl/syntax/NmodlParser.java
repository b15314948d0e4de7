package dev.huxley.mechanism.nmodl.syntax;

import dev.huxley.text.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a file block by block, by recursive descent. A fault ends its block, and reading goes on with the next, so that
 * all problems are found at once.
 */
public final class NmodlParser {
    private static final Set<String> FUNCTIONS = Set.of("FUNCTION", "PROCEDURE");
    private static final Set<String> NAMED = Set.of("DERIVATIVE", "KINETIC", "LINEAR");
    private static final Set<String> NAMELESS = Set.of("INITIAL", "BREAKPOINT");
    private static final String ELSEWHERE =
            "move its statements into INITIAL, BREAKPOINT or the block that SOLVE names";

    private static final String ONLY_C = "it holds C code; remove it if the model works without";

    /** Blocks that are read over and refused, with the remedy. */
    private static final Map<String, String> UNSUPPORTED = Map.of(
            "NONLINEAR", "write its equations in a DERIVATIVE that derivimplicit solves",
            "FUNCTION_TABLE", "its values come from outside the file; write a FUNCTION",
            "BEFORE", ELSEWHERE,
            "AFTER", ELSEWHERE,
            "CONSTRUCTOR", ONLY_C,
            "DESTRUCTOR", ONLY_C,
            "DISCRETE", "write a PROCEDURE that SOLVE names");

    private static final Set<String> DECLARING =
            Set.of("NEURON", "UNITS", "PARAMETER", "CONSTANT", "STATE", "ASSIGNED", "INDEPENDENT", "DEFINE", "LOCAL");

    private final List<Problem> problems;
    private final TokenStream words;
    private final Map<String, Integer> defines = new LinkedHashMap<>();
    private final ExpressionParser expressions;
    private final StatementParser statements;
    private final List<Problem> unsupported = new ArrayList<>();
    private final NeuronBlockParser neuron;
    private final Map<String, Double> constants = new LinkedHashMap<>();
    private final Map<String, Declaration> parameters = new LinkedHashMap<>();
    private final Map<String, Declaration> states = new LinkedHashMap<>();
    private final Map<String, Declaration> assigned = new LinkedHashMap<>();
    private final List<Block> blocks = new ArrayList<>();

    private NmodlParser(SourceText text, List<Problem> problems) {
        this.problems = problems;
        words = new TokenStream(Lexer.tokens(text, problems));
        expressions = new ExpressionParser(words, defines);
        statements = new StatementParser(words, expressions);
        neuron = new NeuronBlockParser(words, expressions, unsupported);
    }

    /**
     * Reads a text.
     *
     * @param problems gets what is wrong in it
     */
    public static ModFile parse(SourceText text, List<Problem> problems) {
        NmodlParser parser = new NmodlParser(text, problems);
        parser.file();
        return parser.result();
    }

    private ModFile result() {
        return new ModFile(
                neuron.kind(),
                neuron.name(),
                neuron.nameAt(),
                neuron.ions(),
                neuron.currents(),
                neuron.electrodeCurrents(),
                neuron.pointers(),
                neuron.ranges(),
                constants,
                parameters,
                states,
                assigned,
                blocks,
                unsupported);
    }

    private void file() {
        while (!words.isAtEnd()) {
            try {
                block();
            } catch (TokenStream.Fault fault) {
                problems.add(fault.problem());
                words.leaveAll();
                skipToNextBlock();
            }
        }
    }

    private void block() {
        Token word = words.next();
        String kind = word.text();
        if (word.kind() == Token.Kind.VERBATIM) {
            if (!CCode.isWithoutEffect(kind)) {
                unsupported.add(new Problem(word.at(), CCode.refusal(kind)));
            }
        } else if (FUNCTIONS.contains(kind)) {
            String name = words.name("the name of a " + kind).text();
            List<Declaration> arguments = arguments();
            words.unit();
            blocks.add(block(kind, name, arguments, statements.body(kind + " " + name), word));
        } else if (NAMED.contains(kind)) {
            String name = words.name("the name of a block " + kind).text();
            blocks.add(block(kind, name, List.of(), statements.body(kind + " " + name), word));
        } else if (kind.equals("NET_RECEIVE")) {
            List<Declaration> arguments = arguments();
            blocks.add(block(kind, "", arguments, statements.body(kind), word));
        } else if (NAMELESS.contains(kind)) {
            blocks.add(block(kind, "", List.of(), statements.body(kind), word));
        } else if (UNSUPPORTED.containsKey(kind)) {
            unsupported.add(new Problem(word.at(), kind + " is not supported: " + UNSUPPORTED.get(kind)));
            skipBraces();
        } else if (word.kind() == Token.Kind.NAME && DECLARING.contains(kind)) {
            declaring(word);
        } else if (kind.equals("INCLUDE")) {
            throw new TokenStream.Fault(
                    word.at(), "INCLUDE is not supported here: put the text of the file in its place");
        } else {
            throw new TokenStream.Fault(
                    word.at(),
                    word.quoted() + " begins no block of NMODL"
                            + (word.is("}") ? "; is there a '}' too many above?" : nearestBlock(word)));
        }
    }

    private static String nearestBlock(Token word) {
        Set<String> words = new TreeSet<>(DECLARING);
        List.of(FUNCTIONS, NAMED, NAMELESS, UNSUPPORTED.keySet(), Set.of("NET_RECEIVE", "INCLUDE", "TITLE", "VERBATIM"))
                .forEach(words::addAll);
        return word.kind() != Token.Kind.NAME
                ? ""
                : NearestName.of(word.text(), words)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
    }

    private static Block block(
            String kind, String name, List<Declaration> arguments, List<Statement> body, Token word) {
        return new Block(
                kind,
                name,
                arguments.stream().map(Declaration::name).toList(),
                arguments.stream().map(Declaration::unit).toList(),
                body,
                word.at());
    }

    private void declaring(Token word) {
        switch (word.text()) {
            case "NEURON" -> neuron.read();
            case "UNITS" -> constants.putAll(new ConstantsParser(words, expressions).read());
            case "PARAMETER" -> declarations(word, parameters);
            case "CONSTANT" -> {
                Map<String, Declaration> declared = new LinkedHashMap<>();
                declarations(word, declared);
                declared.values().forEach(each -> constants.put(each.name(), each.value()));
            }
            case "STATE" -> declarations(word, states);
            case "ASSIGNED" -> declarations(word, assigned);
            case "LOCAL" -> statements.variables().forEach(each -> assigned.put(each.name(), each));
            case "DEFINE" -> {
                String name = words.name("a name behind DEFINE").text();
                defines.put(name, (int) expressions.number("an integer behind DEFINE " + name));
            }
            default -> skipBraces();
        }
    }

    private void declarations(Token word, Map<String, Declaration> into) {
        Token open = words.expect("{", "behind " + word.text());
        while (!words.accept("}")) {
            words.requireClosed(open, word.text());
            Declaration declared = declaration();
            if (parameters.containsKey(declared.name())
                    || states.containsKey(declared.name())
                    || (into.containsKey(declared.name()))) {
                problems.add(new Problem(declared.at(), "'" + declared.name() + "' is declared twice"));
            }
            into.put(declared.name(), declared);
        }
    }

    private Declaration declaration() {
        Token name = words.name("the name of a variable");
        int size = 0;
        if (words.accept("[")) {
            size = statements.size(name);
            words.expect("]", "behind the length of an array");
        }
        double value = Double.NaN;
        String unit = words.unit();
        boolean more = true;
        while (more) {
            if (words.accept("=")) {
                value = expressions.number("a number for " + name.quoted());
                unit = words.unit();
            } else if (words.accept("FROM")) {
                expressions.number("a number behind FROM");
                words.expect("TO", "behind FROM");
                expressions.number("a number behind TO");
                unit = words.is("(") ? words.unit() : unit;
            } else if (words.accept("START")) {
                value = expressions.number("a number behind START");
            } else if (words.accept("<")) {
                limits();
            } else if (words.is("(")) {
                unit = words.unit();
            } else {
                more = false;
            }
        }
        return new Declaration(name.text(), size, value, unit, name.at());
    }

    /** Limits of input panels, or a tolerance of variable steps: no effect here. */
    private void limits() {
        expressions.number("a number behind '<'");
        if (words.accept(",")) {
            expressions.number("a number behind ','");
        }
        words.expect(">", "behind limits");
    }

    private List<Declaration> arguments() {
        words.expect("(", "in front of arguments");
        List<Declaration> arguments = new ArrayList<>();
        while (!words.accept(")")) {
            if (!arguments.isEmpty() && !words.accept(",")) {
                throw words.fault("expected ',' or ')' behind the argument '"
                        + arguments.get(arguments.size() - 1).name()
                        + "', found " + words.peek().quoted()
                        + "; is the ')' of its unit or of the arguments missing?");
            }
            Token name = words.name("the name of an argument");
            arguments.add(new Declaration(name.text(), 0, Double.NaN, words.unit(), name.at()));
        }
        return arguments;
    }

    private void skipBraces() {
        while (!words.isAtEnd() && !words.is("{")) {
            words.next();
        }
        int depth = 0;
        do {
            Token word = words.next();
            depth += word.is("{") ? 1 : word.is("}") ? -1 : 0;
        } while (depth > 0 && !words.isAtEnd());
    }

    private void skipToNextBlock() {
        while (!words.isAtEnd()) {
            Token word = words.peek();
            boolean begins = word.kind() == Token.Kind.NAME
                    && (FUNCTIONS.contains(word.text())
                            || NAMED.contains(word.text())
                            || word.text().equals("BREAKPOINT")
                            || word.text().equals("NET_RECEIVE")
                            || UNSUPPORTED.containsKey(word.text())
                            || (DECLARING.contains(word.text()) && !word.text().equals("LOCAL"))
                            || (word.text().equals("INITIAL") && word.at().column() == 1));
            if (begins) {
                return;
            }
            words.next();
        }
    }
}
