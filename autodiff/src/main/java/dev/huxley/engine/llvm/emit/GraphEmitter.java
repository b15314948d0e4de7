package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.Arithmetic;
import dev.huxley.engine.llvm.ir.VectorMath;
import dev.huxley.engine.llvm.jit.CheckedCode;
import dev.huxley.graph.Graph;
import dev.huxley.graph.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Writes an expression graph as instructions on vectors.
 *
 * <p>A large graph (a neural network in a channel) is written with loops over parts of the same form, see {@link
 * ConeEmitter}. LLVM's time grows faster than the length of a block of instructions, since it compares loads and stores in
 * pairs. So the rest of its code is divided into blocks, by branches that are never taken but look as if they might be.
 */
public final class GraphEmitter {
    /** The number of nodes above which the code of a graph is divided; smaller ones are fastest in one piece. */
    private static final int LARGE = 2000;

    private static final int NODES_PER_BLOCK = 100;

    private final Arithmetic vector;
    private final Graph graph;
    private final UnaryOperator<String> input;
    private final String[] values;
    /** Reads the values that are in memory; none unless set. */
    private IntFunction<String> memory;

    private Set<Integer> inMemory = Set.of();

    private GraphEmitter(Arithmetic vector, Graph graph, UnaryOperator<String> input) {
        this.vector = vector;
        this.graph = graph;
        this.input = input;
        values = new String[graph.nodes().size()];
    }

    /**
     * Writes the graph.
     *
     * @param input gives the value of an input by name; called once for every used input
     * @return the values of the outputs
     */
    public static Map<String, String> write(Arithmetic vector, Graph graph, UnaryOperator<String> input) {
        Map<String, String> outputs = new LinkedHashMap<>();
        write(vector, graph, input, outputs::put);
        return outputs;
    }

    /**
     * Writes the graph.
     *
     * @param vector of a function whose argument {@code %to}, a number of rows, is not negative
     * @param input gives the value of an input by name; called once for every used input
     * @param output takes the name and value of every output as soon as it is computed
     */
    public static void write(
            Arithmetic vector, Graph graph, UnaryOperator<String> input, BiConsumer<String, String> output) {
        GraphEmitter code = new GraphEmitter(vector, graph, input);
        Map<Integer, List<String>> names = new HashMap<>();
        graph.outputs().forEach((name, index) -> names.computeIfAbsent(index, absent -> new ArrayList<>())
                .add(name));
        boolean divided = isLarge(graph);
        for (Graph.Node node : graph.nodes()) {
            if (divided && node.index() % NODES_PER_BLOCK == NODES_PER_BLOCK - 1) {
                // LLVM would keep only the first of equal conditions.
                String never = vector.function().value("icmp eq i64 %to, " + -node.index());
                vector.function().returnIf(never);
            }
            code.values[node.index()] = switch (node.operation()) {
                case CONSTANT, INPUT -> null;
                default -> code.apply(node);
            };
            for (String name : names.getOrDefault(node.index(), List.of())) {
                output.accept(name, code.value(node.index(), false));
            }
        }
    }

    /**
     * Writes a large graph with loops where that is possible.
     *
     * @param index floats before the row in an array of its class
     * @param places the places of inputs and outputs that loops reach by themselves
     */
    static void write(
            Arithmetic vector,
            Graph graph,
            UnaryOperator<String> input,
            BiConsumer<String, String> output,
            FusedLoopArrays arrays,
            String index,
            ConeEmitter.Places places) {
        // Checked code reaches the memory of its call only, not local arrays.
        if (isLarge(graph) && !CheckedCode.IS_WANTED) {
            Map<Integer, List<String>> names = new HashMap<>();
            graph.outputs().forEach((name, node) -> names.computeIfAbsent(node, absent -> new ArrayList<>())
                    .add(name));
            ConeEmitter cones = new ConeEmitter(new GraphEmitter(vector, graph, input), arrays, index, places, names);
            if (cones.pays()) {
                cones.write(output);
                return;
            }
        }
        write(vector, graph, input, output);
    }

    Graph graph() {
        return graph;
    }

    Arithmetic vector() {
        return vector;
    }

    /** Has the values of some nodes read from memory wherever they are not known. */
    void readFrom(IntFunction<String> reading, Set<Integer> nodes) {
        memory = reading;
        inMemory = nodes;
    }

    /** Writes the operation of a node. */
    void compute(int index) {
        values[index] = apply(graph.nodes().get(index));
    }

    /** The known value of a node; null if it has none yet. */
    String known(int index) {
        return values[index];
    }

    /** Sets the value of a node; null to forget it. */
    void set(int index, String value) {
        values[index] = value;
    }

    /** Begins a new block of code after so many nodes. */
    void divide(int written) {
        if (written % NODES_PER_BLOCK == 0) {
            // LLVM would keep only the first of equal conditions.
            vector.function().returnIf(vector.function().value("icmp eq i64 %to, " + -written));
        }
    }

    /** Returns true if the code of a graph is divided into blocks. */
    static boolean isLarge(Graph graph) {
        return graph.nodes().size() > LARGE;
    }

    /** The value of a node; a constant is a number or a boolean, as its user needs. */
    String value(int index, boolean logical) {
        Graph.Node node = graph.nodes().get(index);
        if (values[index] == null && node.operation() != Operation.INPUT && inMemory.contains(index)) {
            return memory.apply(index);
        }
        if (node.operation() == Operation.INPUT && values[index] == null) {
            // Only when it is needed, so that it does not occupy registers.
            values[index] = input.apply(node.name());
        }
        if (node.operation() != Operation.CONSTANT) {
            return values[index];
        }
        return logical ? vector.mask(node.constant() != 0) : vector.constant(node.constant());
    }

    private String argument(Graph.Node node, int number) {
        return value(node.argument(number), node.operation().takesBoolean(number));
    }

    private String apply(Graph.Node node) {
        Operation operation = node.operation();
        String x = argument(node, 0);
        String y = operation.arity() > 1 ? argument(node, 1) : null;
        return switch (operation) {
            case ADD -> vector.add(x, y);
            case SUB -> vector.subtract(x, y);
            case MUL -> vector.multiply(x, y);
            case DIV -> quotient(node, x, y);
            case POW -> VectorMath.pow(vector, x, y);
            case MOD -> remainder(x, y);
            case NEG -> vector.negate(x);
            case ABS -> vector.call("fabs", x);
            case SIGN -> sign(x);
            case EXP -> isSafeExponent(node.argument(0)) ? VectorMath.expBelow(vector, x) : VectorMath.exp(vector, x);
            case LOG -> VectorMath.log(vector, x);
            case SQRT -> vector.call("sqrt", x);
            case SQUARE -> vector.multiply(x, x);
            case SIN -> vector.call("sin", x);
            case COS -> vector.call("cos", x);
            case TAN -> vector.call("tan", x);
            case ASIN -> vector.call("asin", x);
            case ACOS -> vector.call("acos", x);
            case ATAN -> vector.call("atan", x);
            case SINH -> vector.call("sinh", x);
            case COSH -> vector.call("cosh", x);
            case TANH -> VectorMath.tanh(vector, x);
            case SIGMOID -> VectorMath.sigmoid(vector, x);
            case FLOOR -> vector.call("floor", x);
            case CEIL -> vector.call("ceil", x);
            case ROUND -> vector.call("roundeven", x);
            case MINIMUM -> extremum(node, "minimum", "olt");
            case MAXIMUM -> extremum(node, "maximum", "ogt");
            case GT -> vector.compare("ogt", x, y);
            case GTE -> vector.compare("oge", x, y);
            case LT -> vector.compare("olt", x, y);
            case LTE -> vector.compare("ole", x, y);
            case EQ -> vector.compare("oeq", x, y);
            case NEQ -> vector.compare("une", x, y);
            case AND -> vector.logic("and", x, y);
            case OR -> vector.logic("or", x, y);
            case XOR -> vector.logic("xor", x, y);
            case NOT -> vector.logic("xor", x, vector.mask(true));
            case WHERE -> vector.select(x, y, argument(node, 2));
            case STOP_GRADIENT -> x;
            case CONSTANT, INPUT -> throw new IllegalStateException(operation + " is not an operation to apply");
        };
    }

    /** Tells whether a constant bounds the value so that its exponential does not overflow, as in rate functions. */
    private boolean isSafeExponent(int index) {
        Graph.Node node = graph.nodes().get(index);
        if (node.operation() != Operation.MINIMUM) {
            return false;
        }
        for (int k = 0; k < 2; k++) {
            Graph.Node limit = graph.nodes().get(node.argument(k));
            if (limit.operation() == Operation.CONSTANT && limit.constant() <= VectorMath.safeExponent(vector)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The quotient; division by a constant is multiplication by its inverse, at most one unit in the last place away.
     */
    private String quotient(Graph.Node node, String x, String y) {
        Graph.Node divisor = graph.nodes().get(node.argument(1));
        double inverse = 1 / divisor.constant();
        boolean usable = divisor.operation() == Operation.CONSTANT
                && Math.abs(inverse) >= Float.MIN_NORMAL
                && Math.abs(inverse) <= Float.MAX_VALUE;
        return usable ? vector.multiply(x, vector.constant(inverse)) : vector.divide(x, y);
    }

    /** The extremum; with a constant other than 0 and NaN it is one instruction. */
    private String extremum(Graph.Node node, String intrinsic, String wins) {
        for (int k = 0; k < 2; k++) {
            Graph.Node limit = graph.nodes().get(node.argument(k));
            if (limit.operation() == Operation.CONSTANT && limit.constant() != 0 && !Double.isNaN(limit.constant())) {
                String bound = argument(node, k);
                String x = argument(node, 1 - k);
                return vector.select(vector.compare(wins, bound, x), bound, x);
            }
        }
        return vector.call(intrinsic, argument(node, 0), argument(node, 1));
    }

    private String sign(String x) {
        String zero = vector.constant(0);
        String negative = vector.select(vector.compare("olt", x, zero), vector.constant(-1), zero);
        return vector.select(vector.compare("ogt", x, zero), vector.constant(1), negative);
    }

    /** The remainder with the sign of the divisor, from C's, which has the sign of the dividend. */
    private String remainder(String x, String divisor) {
        String zero = vector.constant(0);
        String truncated = vector.function().value("frem " + vector.type() + " " + x + ", " + divisor);
        String differs =
                vector.logic("xor", vector.compare("olt", divisor, zero), vector.compare("olt", truncated, zero));
        String wrong = vector.logic("and", vector.compare("une", truncated, zero), differs);
        return vector.select(wrong, vector.add(truncated, divisor), truncated);
    }
}
