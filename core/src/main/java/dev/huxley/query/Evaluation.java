package dev.huxley.query;

import dev.huxley.query.Expression.Arithmetic;
import dev.huxley.query.Expression.Call;
import dev.huxley.query.Expression.ColumnName;
import dev.huxley.query.Expression.Comparison;
import dev.huxley.query.Expression.Junction;
import dev.huxley.query.Expression.Link;
import dev.huxley.query.Expression.Membership;
import dev.huxley.query.Expression.Negation;
import dev.huxley.query.Expression.Not;
import dev.huxley.query.Expression.NumberLiteral;
import dev.huxley.query.Expression.TextLiteral;
import dev.huxley.query.Expression.TruthLiteral;
import dev.huxley.text.NearestName;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntPredicate;

/** One evaluation of a query: every part becomes a whole column of numbers, booleans or names. */
final class Evaluation {
    private static final List<String> FUNCTIONS = List.of("abs", "between", "isnan");

    private final String query;
    private final QueryColumns columns;
    private final int rows;
    private final Map<String, QueryColumn> named = new HashMap<>();

    Evaluation(String query, QueryColumns columns) {
        this.query = query;
        this.columns = columns;
        this.rows = columns.rows();
    }

    boolean[] truths(Expression expression) {
        if (expression instanceof TruthLiteral literal) {
            return each(row -> literal.value());
        } else if (expression instanceof Not not) {
            boolean[] operand = truths(not.operand());
            return each(row -> !operand[row]);
        } else if (expression instanceof Junction junction) {
            return junction(junction);
        } else if (expression instanceof Comparison comparison) {
            return comparison(comparison);
        } else if (expression instanceof Membership membership) {
            return membership(membership);
        } else if (expression instanceof Call call && isCondition(call)) {
            return condition(call);
        } else if (expression instanceof ColumnName name && column(name) instanceof QueryColumn.Flags flags) {
            return flags.values().clone();
        }
        throw error(expression.at(), "this is " + kind(expression) + ", where a condition is needed; compare it");
    }

    private double[] numbers(Expression expression) {
        if (expression instanceof NumberLiteral literal) {
            double[] same = new double[rows];
            Arrays.fill(same, literal.value());
            return same;
        } else if (expression instanceof Negation negation) {
            double[] operand = numbers(negation.operand());
            return each(operand, operand, (x, y) -> -x);
        } else if (expression instanceof Arithmetic arithmetic) {
            double[] result = numbers(arithmetic.first());
            for (Link link : arithmetic.links()) {
                result = each(result, numbers(link.operand()), operator(link.operator()));
            }
            return result;
        } else if (expression instanceof Call call && !isCondition(call)) {
            requireArguments(call, 1);
            double[] argument = numbers(call.arguments().get(0));
            return each(argument, argument, (x, y) -> Math.abs(x));
        } else if (expression instanceof ColumnName name && column(name) instanceof QueryColumn.Numbers numbers) {
            return numbers.values();
        }
        throw error(expression.at(), "this is " + kind(expression) + ", where a number is needed");
    }

    // ---- conditions ----

    private boolean[] junction(Junction junction) {
        boolean[] result = truths(junction.operands().get(0));
        for (Expression operand :
                junction.operands().subList(1, junction.operands().size())) {
            boolean[] truths = truths(operand);
            for (int row = 0; row < rows; row++) {
                result[row] = junction.all() ? result[row] && truths[row] : result[row] || truths[row];
            }
        }
        return result;
    }

    private boolean[] comparison(Comparison comparison) {
        boolean[] result = each(row -> true);
        Expression left = comparison.first();
        for (Link link : comparison.links()) {
            boolean[] holds = compare(left, link);
            for (int row = 0; row < rows; row++) {
                result[row] &= holds[row];
            }
            left = link.operand();
        }
        return result;
    }

    private boolean[] compare(Expression left, Link link) {
        Expression right = link.operand();
        boolean equality = link.operator().equals("==") || link.operator().equals("!=");
        boolean negated = link.operator().equals("!=");
        if (isLabels(left) || isLabels(right)) {
            Expression labels = isLabels(left) ? left : right;
            Expression text = isLabels(left) ? right : left;
            if (!equality || !(text instanceof TextLiteral)) {
                throw error(
                        equality ? text.at() : link.at(),
                        "'" + ((ColumnName) labels).name() + "' holds names; compare it with == or != and a name in"
                                + " quotes, as in " + ((ColumnName) labels).name() + " == 'soma'");
            }
            boolean[] having = having((ColumnName) labels, (TextLiteral) text);
            return each(row -> having[row] != negated);
        }
        if (equality && isTruth(left) && isTruth(right)) {
            boolean[] one = truths(left);
            boolean[] other = truths(right);
            return each(row -> (one[row] == other[row]) != negated);
        }
        double[] one = numbers(left);
        double[] other = numbers(right);
        return switch (link.operator()) {
            case "<" -> each(row -> one[row] < other[row]);
            case "<=" -> each(row -> one[row] <= other[row]);
            case ">" -> each(row -> one[row] > other[row]);
            case ">=" -> each(row -> one[row] >= other[row]);
            case "==" -> each(row -> one[row] == other[row]);
            default -> each(row -> one[row] != other[row]);
        };
    }

    private boolean[] membership(Membership membership) {
        boolean[] found = new boolean[rows];
        for (Expression item : membership.items()) {
            boolean[] equal = compare(membership.element(), new Link("==", membership.at(), item));
            for (int row = 0; row < rows; row++) {
                found[row] |= equal[row];
            }
        }
        if (membership.items().isEmpty() && !isLabels(membership.element())) {
            numbers(membership.element());
        }
        return each(row -> found[row] != membership.negated());
    }

    private boolean[] having(ColumnName column, TextLiteral text) {
        QueryColumn.Labels labels = (QueryColumn.Labels) column(column);
        if (!labels.known().contains(text.value())) {
            throw error(text.at(), unknown(column.name(), text.value(), labels.known()));
        }
        return labels.having(text.value());
    }

    private boolean[] condition(Call call) {
        if (call.function().equals("isnan")) {
            requireArguments(call, 1);
            double[] argument = numbers(call.arguments().get(0));
            return each(row -> Double.isNaN(argument[row]));
        }
        requireArguments(call, 3);
        double[] value = numbers(call.arguments().get(0));
        double[] low = numbers(call.arguments().get(1));
        double[] high = numbers(call.arguments().get(2));
        return each(row -> value[row] >= low[row] && value[row] <= high[row]);
    }

    // ---- kinds ----

    private boolean isCondition(Call call) {
        if (!FUNCTIONS.contains(call.function())) {
            throw error(call.at(), unknown("function", call.function(), FUNCTIONS));
        }
        return !call.function().equals("abs");
    }

    private void requireArguments(Call call, int count) {
        if (call.arguments().size() != count) {
            throw error(
                    call.at(),
                    call.function() + " takes " + count + (count == 1 ? " value" : " values") + ", not "
                            + call.arguments().size());
        }
    }

    private boolean isLabels(Expression expression) {
        return expression instanceof ColumnName name && column(name) instanceof QueryColumn.Labels;
    }

    private boolean isTruth(Expression expression) {
        return expression instanceof TruthLiteral
                || (expression instanceof ColumnName name && column(name) instanceof QueryColumn.Flags);
    }

    private String kind(Expression expression) {
        if (expression instanceof TextLiteral text) {
            return "the text '" + text.value() + "'";
        } else if (expression instanceof ColumnName name) {
            QueryColumn column = column(name);
            return "'" + name.name() + "', a column of "
                    + (column instanceof QueryColumn.Numbers
                            ? "numbers"
                            : column instanceof QueryColumn.Flags ? "yes and no" : "names");
        } else if (expression instanceof NumberLiteral
                || expression instanceof Arithmetic
                || expression instanceof Negation
                || (expression instanceof Call call && !isCondition(call))) {
            return "a number";
        }
        return "a condition";
    }

    private QueryColumn column(ColumnName name) {
        QueryColumn column = named.computeIfAbsent(name.name(), columns::column);
        if (column == null) {
            throw error(name.at(), unknown("column", name.name(), columns.names()));
        }
        return column;
    }

    private static String unknown(String what, String name, Collection<String> known) {
        return "there is no " + what + " '" + name + "'"
                + NearestName.of(name, known)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse(
                                known.isEmpty()
                                        ? "; there are none"
                                        : "; there are " + String.join(", ", new TreeSet<>(known)));
    }

    // ---- columns ----

    private boolean[] each(IntPredicate condition) {
        boolean[] result = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            result[row] = condition.test(row);
        }
        return result;
    }

    private double[] each(double[] one, double[] other, DoubleBinaryOperator operator) {
        double[] result = new double[rows];
        for (int row = 0; row < rows; row++) {
            result[row] = operator.applyAsDouble(one[row], other[row]);
        }
        return result;
    }

    private static DoubleBinaryOperator operator(String sign) {
        return switch (sign) {
            case "+" -> Double::sum;
            case "-" -> (x, y) -> x - y;
            case "*" -> (x, y) -> x * y;
            case "/" -> (x, y) -> x / y;
            default -> Math::pow;
        };
    }

    private QueryException error(int at, String problem) {
        return new QueryException(query, at, problem);
    }
}
