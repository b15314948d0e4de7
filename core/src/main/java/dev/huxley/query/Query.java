package dev.huxley.query;

/**
 * A condition on rows, written as text.
 *
 * <pre>
 *   radius &lt; 1 and group == 'soma'
 *   pre_cell in [3, 4] or not (0.1 &lt;= weight ** 2 &lt; 1)
 *   radius.between(1, 2) and isnan(HH_gNa)
 * </pre>
 *
 * <ul>
 *   <li>Comparisons {@code < <= > >= == !=}, also chained ({@code 0 < radius < 1}); {@code in [...]} and
 *       {@code not in [...]}.
 *   <li>{@code and}, {@code or}, {@code not} (also {@code &}, {@code |}, {@code ~}, which bind as loosely as the words);
 *       parentheses.
 *   <li>Arithmetic {@code + - * / **} on numbers; {@code abs(x)}, {@code isnan(x)} and {@code between(x, low, high)} (both
 *       ends included), also written {@code x.between(low, high)}.
 * <li>Names of columns; between backquotes when they are not plain words. A column of flags (a group, a mechanism) is a
 * condition by itself. A column of names ({@code group}, {@code mechanism}, {@code type}) is compared with text in
 * quotes: {@code group == 'soma'} holds for members of soma, even if they are members of other groups, too.
 * </ul>
 *
 * A missing number (NaN) fulfils no comparison except {@code !=}. Immutable.
 */
public final class Query {
    private final String text;
    private final Expression expression;

    private Query(String text, Expression expression) {
        this.text = text;
        this.expression = expression;
    }

    /**
     * Reads a query.
     *
     * @throws QueryException if it cannot be read; the message points at the character
     */
    public static Query parse(String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("the query is empty; write a condition such as \"radius < 1\"");
        }
        return new Query(text, new QueryParser(text).parse());
    }

    /**
     * One flag per row: whether it fulfils the condition.
     *
     * @throws QueryException if a column does not exist (the message names the nearest) or is of the wrong kind for its
     *     use
     */
    public boolean[] matches(QueryColumns columns) {
        return new Evaluation(text, columns).truths(expression);
    }

    @Override
    public String toString() {
        return text;
    }
}
