package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.nmodl.syntax.Expression;
import dev.huxley.mechanism.nmodl.syntax.Expression.Binary;
import dev.huxley.mechanism.nmodl.syntax.Expression.Call;
import dev.huxley.mechanism.nmodl.syntax.Expression.Literal;
import dev.huxley.mechanism.nmodl.syntax.Expression.Reference;
import dev.huxley.mechanism.nmodl.syntax.Expression.Unary;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds quotients such as {@code 0.1 (v + 40) / (1 - exp(-(v + 40) / 10))}, which are 0/0 at one voltage. Numerator and
 * exponent are brought to the form number times factors, sums scaled to the coefficient 1 of their first term; where
 * all factors of the exponent z are factors of the numerator, the quotient is {@code (numerator / z) z / (exp(z) - 1)},
 * and the second factor is finite with all its derivatives (see {@code Rates.linearOverExponential}).
 */
final class SingularQuotient {
    /**
     * A quotient without its singularity: {@code coefficient * product of factors * z / (exp(z) - 1)}.
     *
     * @param factors expressions with their powers
     */
    record Form(double coefficient, Map<Expression, Integer> factors, Expression exponent) {}

    /** A number times factors, by their normal forms. */
    private record Monomial(double coefficient, Map<String, Factor> factors) {
        String key() {
            return factors.entrySet().stream()
                    .map(factor -> factor.getKey() + "^" + factor.getValue().power())
                    .collect(Collectors.joining("*"));
        }
    }

    private record Factor(Expression expression, int power) {}

    private SingularQuotient() {}

    /** The form of a quotient that is 0/0 somewhere; empty for all others. */
    static Optional<Form> of(Binary quotient) {
        if (!(quotient.right() instanceof Binary difference)
                || !difference.operator().equals("-")) {
            return Optional.empty();
        }
        boolean isReversed = isOne(difference.left());
        Expression power = isReversed ? difference.right() : isOne(difference.right()) ? difference.left() : null;
        if (!(power instanceof Call call)
                || !call.name().equals("exp")
                || call.arguments().size() != 1) {
            return Optional.empty();
        }
        Expression exponent = call.arguments().get(0);
        Monomial above = monomial(quotient.left());
        Monomial below = monomial(exponent);
        if (below.coefficient() == 0 || below.factors().isEmpty()) {
            return Optional.empty();
        }
        Map<String, Factor> left = new TreeMap<>(above.factors());
        for (Map.Entry<String, Factor> factor : below.factors().entrySet()) {
            Factor of = left.get(factor.getKey());
            // A factor of the exponent that stands below its fraction line is no zero of it.
            if (factor.getValue().power() > 0
                    && (of == null || of.power() < factor.getValue().power())) {
                return Optional.empty();
            }
            int power2 = (of == null ? 0 : of.power()) - factor.getValue().power();
            left.put(factor.getKey(), new Factor(factor.getValue().expression(), power2));
        }
        Map<Expression, Integer> factors = new LinkedHashMap<>();
        left.values().stream()
                .filter(factor -> factor.power() != 0)
                .forEach(factor -> factors.merge(factor.expression(), factor.power(), Integer::sum));
        double coefficient = above.coefficient() / below.coefficient();
        return Optional.of(new Form(isReversed ? -coefficient : coefficient, factors, exponent));
    }

    private static boolean isOne(Expression expression) {
        return expression instanceof Literal number && number.value() == 1;
    }

    private static Monomial monomial(Expression expression) {
        if (expression instanceof Literal number) {
            return new Monomial(number.value(), Map.of());
        }
        if (expression instanceof Unary unary && unary.operator().equals("-")) {
            return scaled(monomial(unary.argument()), -1);
        }
        if (expression instanceof Binary binary) {
            switch (binary.operator()) {
                case "*":
                    return product(monomial(binary.left()), monomial(binary.right()), 1);
                case "/":
                    return product(monomial(binary.left()), monomial(binary.right()), -1);
                case "+", "-":
                    return sum(binary);
                default:
                    break;
            }
        }
        return new Monomial(1, new TreeMap<>(Map.of(text(expression), new Factor(expression, 1))));
    }

    private static Monomial scaled(Monomial monomial, double by) {
        return new Monomial(monomial.coefficient() * by, monomial.factors());
    }

    private static Monomial product(Monomial x, Monomial y, int sign) {
        Map<String, Factor> factors = new TreeMap<>(x.factors());
        y.factors()
                .forEach((key, factor) -> factors.merge(
                        key,
                        new Factor(factor.expression(), sign * factor.power()),
                        (a, b) -> new Factor(a.expression(), a.power() + b.power())));
        factors.values().removeIf(factor -> factor.power() == 0);
        return new Monomial(sign > 0 ? x.coefficient() * y.coefficient() : x.coefficient() / y.coefficient(), factors);
    }

    private static Monomial sum(Binary expression) {
        Map<String, Monomial> terms = new TreeMap<>();
        collect(expression, 1, terms);
        terms.values().removeIf(term -> term.coefficient() == 0);
        if (terms.isEmpty()) {
            return new Monomial(0, Map.of());
        }
        Monomial lead = terms.entrySet().stream()
                .filter(term -> !term.getKey().isEmpty())
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(terms.values().iterator().next());
        if (terms.size() == 1) {
            return lead;
        }
        double scale = lead.coefficient();
        String key = terms.entrySet().stream()
                .map(term -> String.format(Locale.ROOT, "%.12g", term.getValue().coefficient() / scale) + "*"
                        + term.getKey())
                .collect(Collectors.joining("+", "(", ")"));
        Expression scaled = new Binary("/", expression, new Literal(scale, expression.at()), expression.at());
        return new Monomial(scale, new TreeMap<>(Map.of(key, new Factor(scaled, 1))));
    }

    private static void collect(Expression expression, double sign, Map<String, Monomial> terms) {
        if (expression instanceof Binary binary
                && (binary.operator().equals("+") || binary.operator().equals("-"))) {
            collect(binary.left(), sign, terms);
            collect(binary.right(), binary.operator().equals("+") ? sign : -sign, terms);
            return;
        }
        if (expression instanceof Unary unary && unary.operator().equals("-")) {
            collect(unary.argument(), -sign, terms);
            return;
        }
        Monomial term = scaled(monomial(expression), sign);
        terms.merge(term.key(), term, (a, b) -> new Monomial(a.coefficient() + b.coefficient(), a.factors()));
    }

    /** A text that is equal for equal expressions. */
    private static String text(Expression expression) {
        if (expression instanceof Literal number) {
            return Double.toString(number.value());
        }
        if (expression instanceof Reference reference) {
            return reference.index() == null
                    ? reference.name()
                    : reference.name() + "[" + text(reference.index()) + "]";
        }
        if (expression instanceof Unary unary) {
            return unary.operator() + "(" + text(unary.argument()) + ")";
        }
        if (expression instanceof Binary binary) {
            return "(" + text(binary.left()) + binary.operator() + text(binary.right()) + ")";
        }
        if (expression instanceof Call call) {
            return call.name()
                    + call.arguments().stream().map(SingularQuotient::text).collect(Collectors.joining(",", "(", ")"));
        }
        return "\"" + ((Expression.Text) expression).text() + "\"";
    }
}
