package dev.huxley.query;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The language of queries: what it selects, and where its errors point. */
class QueryTest {
    private static final double NONE = Double.NaN;
    /** Rows 0 to 5. */
    private static final QueryColumns COLUMNS = new QueryColumns() {
        private final Map<String, QueryColumn> columns = new TreeMap<>(Map.of(
                "radius", new QueryColumn.Numbers(new double[] {0.5, 1, 1.5, 2, -1, NONE}),
                "x", new QueryColumn.Numbers(new double[] {0, 1, 2, 3, 4, 5}),
                "my group", new QueryColumn.Flags(new boolean[] {true, true, false, false, false, false}),
                "HH", new QueryColumn.Flags(new boolean[] {false, true, false, true, false, true}),
                "group", labels()));

        private QueryColumn labels() {
            List<List<String>> groups = List.of(
                    List.of("soma"), List.of("soma", "exc"), List.of(), List.of("exc"), List.of("axon"), List.of());
            return new QueryColumn.Labels() {
                @Override
                public Collection<String> known() {
                    return List.of("soma", "exc", "axon");
                }

                @Override
                public boolean[] having(String name) {
                    boolean[] having = new boolean[6];
                    for (int row = 0; row < having.length; row++) {
                        having[row] = groups.get(row).contains(name);
                    }
                    return having;
                }
            };
        }

        @Override
        public int rows() {
            return 6;
        }

        @Override
        public Collection<String> names() {
            return columns.keySet();
        }

        @Override
        public QueryColumn column(String name) {
            return columns.get(name);
        }
    };

    @Test
    void comparisonsSelectRowsAndMissingNumbersFulfilNone() {
        assertRows("radius < 1", 0, 4);
        assertRows("radius <= 1", 0, 1, 4);
        assertRows("radius > 1", 2, 3);
        assertRows("radius >= 1.5e0", 2, 3);
        assertRows("radius == 2", 3);
        assertRows("radius != 2", 0, 1, 2, 4, 5);
        assertRows("1 < radius", 2, 3);
        assertRows("0 < radius < 2", 0, 1, 2);
        assertRows("radius < x", 2, 3, 4);
        assertRows("x == .5 * 4", 2);
    }

    @Test
    void conditionsCombineWithTheUsualPrecedence() {
        assertRows("x == 0 or x == 1 and radius > 5", 0);
        assertRows("(x == 0 or x == 1) and radius < 5", 0, 1);
        assertRows("not x < 3", 3, 4, 5);
        assertRows("not x < 3 and x < 5", 3, 4);
        assertRows("not (x < 3 and x > 0)", 0, 3, 4, 5);
        assertRows("x < 1 | x > 4 & HH", 0, 5);
        assertRows("~HH", 0, 2, 4);
        assertRows("HH and not `my group`", 3, 5);
        assertRows("HH == false", 0, 2, 4);
        assertRows("HH != `my group`", 0, 3, 5);
        assertRows("true", 0, 1, 2, 3, 4, 5);
    }

    @Test
    void namesAreComparedWithTextAndRowsMayHaveSeveral() {
        assertRows("group == 'soma'", 0, 1);
        assertRows("'soma' == group", 0, 1);
        assertRows("group != \"soma\"", 2, 3, 4, 5);
        assertRows("group == 'soma' and group == 'exc'", 1);
        assertRows("group in ['soma', 'axon']", 0, 1, 4);
        assertRows("group not in ['soma', 'axon']", 2, 3, 5);
    }

    @Test
    void membershipIsEqualityWithOneOfTheList() {
        assertRows("x in [3, 4]", 3, 4);
        assertRows("x in (1, 2 + 3, -1)", 1, 5);
        assertRows("x not in [0, 1, 2]", 3, 4, 5);
        assertRows("not x in [0, 1, 2]", 3, 4, 5);
        assertRows("x in []");
        assertRows("x in [radius * 1]", 1);
    }

    @Test
    void arithmeticFollowsTheRulesOfPrecedence() {
        assertRows("x - 1 - 1 == 0", 2);
        assertRows("x / 2 / 2 == 1", 4);
        assertRows("2 + 2 * x == 8", 3);
        assertRows("-x ** 2 == -9", 3);
        assertRows("2 ** -x == 0.125", 3);
        assertRows("2 ** x ** 2 == 16", 2);
        assertRows("abs(radius) == 1", 1, 4);
        assertRows("--x == +2", 2);
    }

    @Test
    void functionsMayBeWrittenLikeMethods() {
        assertRows("isnan(radius)", 5);
        assertRows("not radius.isnan() and x > 3", 4);
        assertRows("between(radius, 0.5, 1.5)", 0, 1, 2);
        assertRows("radius.between(0.5, 1.5)", 0, 1, 2);
        assertRows("radius.abs() == 1", 1, 4);
        assertRows("(x - 2).abs() <= 1", 1, 2, 3);
    }

    @Test
    void errorsPointAtTheCharacter() {
        assertPoints("raduis < 1", 0, "'raduis'", "did you mean 'radius'");
        assertPoints("x < 1 and grup == 'soma'", 10, "'grup'", "did you mean 'group'");
        assertPoints("group == 'smoa'", 9, "'smoa'", "did you mean 'soma'");
        assertPoints("x < ", 4, "the query ends here");
        assertPoints("x < 1 and", 9, "the query ends here");
        assertPoints("(x < 1", 6, "')'", "character 1");
        assertPoints("x in [1, 2", 10, "']'");
        assertPoints("x in 3", 5, "needs a list");
        assertPoints("x = 1", 2, "'=='");
        assertPoints("x <> 1", 2, "'!='");
        assertPoints("x < 1 && HH", 6, "'and'");
        assertPoints("x < 1 || HH", 6, "'or'");
        assertPoints("!HH", 0, "'not'");
        assertPoints("x < 1)", 5, "')' cannot stand here");
        assertPoints("x < 1 x > 2", 6, "'x' cannot stand here");
        assertPoints("x < 1a", 5, "'a'");
        assertPoints("group == 'soma", 9, "closing '");
        assertPoints("x < 1 # y", 6, "'#'");
        assertPoints("x", 0, "a column of numbers", "compare it");
        assertPoints("x + 1", 0, "a number", "compare it");
        assertPoints("x and HH", 0, "a column of numbers");
        assertPoints("HH < 1", 0, "'HH'", "yes and no");
        assertPoints("x < 'a'", 4, "the text 'a'", "number");
        assertPoints("group < 'soma'", 6, "== or !=");
        assertPoints("group == 1", 9, "name in quotes");
        assertPoints("group", 0, "names");
        assertPoints("abs(x, 1) < 2", 0, "takes 1 value, not 2");
        assertPoints("x.betwen(1, 2)", 2, "'betwen'", "did you mean 'between'");
        assertPoints("x. < 2", 3, "function");
        assertPoints("(x < 1) + 2 == 3", 1, "a condition", "number");
        assertPoints("x < 1 in [1]", 6, "chained");
    }

    @Test
    void theCaretStandsBelowTheCharacter() {
        String message = message("x < 1 and\n raduis > 2");
        String[] lines = message.split("\n");
        assertEquals("    x < 1 and  raduis > 2", lines[1]);
        assertEquals(lines[1].indexOf("raduis"), lines[2].indexOf('^'));
        String padding = "x < 1 and ".repeat(60);
        String[] longLines =
                message(padding + "raduis > 2" + " and HH".repeat(40)).split("\n");
        assertTrue(longLines[1].length() < 120, longLines[1]);
        assertEquals(longLines[1].indexOf("raduis"), longLines[2].indexOf('^'));
    }

    @Test
    void nestingIsBoundedAndLengthIsNot() {
        assertPoints("(".repeat(5000) + "HH" + ")".repeat(5000), 100, "nested");
        assertPoints("not ".repeat(5000) + "HH", 400, "nested");
        assertRows("x == 0" + " or x == 1".repeat(20_000), 0, 1);
        assertRows("x" + " + 0".repeat(20_000) + " == 1", 1);
    }

    /** Whatever the text, the outcome is a result or an error about the query. */
    @Test
    void randomTextsGiveResultsOrErrors() {
        String[] pieces = {
            "x", "radius", "group", "HH", "'soma'", "1", "2.5", "(", ")", "[", "]", ",", ".", "and", "or", "not", "in",
            "<", "==", "!=", "+", "-", "**", "abs", "between", "isnan", "`", "'", "~", "=", "e", "\u00e9", "$"
        };
        Random random = new Random(4);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(9); k >= 0; k--) {
                text.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
            }
            try {
                assertEquals(6, Query.parse(text.toString()).matches(COLUMNS).length);
                read++;
            } catch (IllegalArgumentException expected) {
                assertTrue(
                        expected instanceof QueryException || text.toString().isBlank(), () -> text + ": " + expected);
            }
        }
        assertTrue(read > 20, "only " + read + " of the random texts could be read");
    }

    private static void assertRows(String query, int... rows) {
        boolean[] matches = Query.parse(query).matches(COLUMNS);
        assertArrayEquals(
                rows, IntStream.range(0, matches.length).filter(i -> matches[i]).toArray(), query);
    }

    private static String message(String query) {
        return assertThrows(QueryException.class, () -> Query.parse(query).matches(COLUMNS), query)
                .getMessage();
    }

    private static void assertPoints(String query, int position, String... parts) {
        QueryException error =
                assertThrows(QueryException.class, () -> Query.parse(query).matches(COLUMNS), query);
        assertEquals(position, error.position(), error.getMessage());
        for (String part : parts) {
            assertTrue(error.getMessage().contains(part), "'" + part + "' is missing in: " + error.getMessage());
        }
    }
}
