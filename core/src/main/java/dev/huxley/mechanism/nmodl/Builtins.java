package dev.huxley.mechanism.nmodl;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.algebra.Arithmetic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** The functions that every file may call without declaring them. */
final class Builtins {
    /** The functions of one argument, with their derivatives. */
    private interface One {
        Quantity of(Quantity x);
    }

    private static final Map<String, One> ONE = Map.ofEntries(
            Map.entry("exp", Calculus::exp),
            Map.entry("log", Calculus::log),
            Map.entry("log10", x -> Calculus.multiply(Calculus.log(x), Quantity.of(1 / Math.log(10)))),
            Map.entry("sqrt", Builtins::sqrt),
            Map.entry("sin", x -> Calculus.apply(x, Math::sin, NDArray::sin, of(x, Math::cos, NDArray::cos))),
            Map.entry(
                    "cos",
                    x -> Calculus.apply(x, Math::cos, NDArray::cos, Arithmetic.negate(of(x, Math::sin, NDArray::sin)))),
            Map.entry("tan", Builtins::tan),
            Map.entry(
                    "asin",
                    x -> Calculus.apply(x, Math::asin, NDArray::asin, Arithmetic.divide(Arithmetic.ONE, cosine(x)))),
            Map.entry(
                    "acos",
                    x -> Calculus.apply(
                            x,
                            Math::acos,
                            NDArray::acos,
                            Arithmetic.negate(Arithmetic.divide(Arithmetic.ONE, cosine(x))))),
            Map.entry("atan", Builtins::arcTangent),
            Map.entry("erf", SpecialFunctions::erf),
            Map.entry("sinh", x -> Calculus.apply(x, Math::sinh, NDArray::sinh, of(x, Math::cosh, NDArray::cosh))),
            Map.entry("cosh", x -> Calculus.apply(x, Math::cosh, NDArray::cosh, of(x, Math::sinh, NDArray::sinh))),
            Map.entry("tanh", Builtins::tanh),
            Map.entry("fabs", x -> Calculus.apply(x, Math::abs, NDArray::abs, of(x, Math::signum, NDArray::sign))),
            Map.entry("floor", x -> Calculus.apply(x, Math::floor, NDArray::floor, Arithmetic.ZERO)),
            Map.entry("ceil", x -> Calculus.apply(x, Math::ceil, NDArray::ceil, Arithmetic.ZERO)));

    private static final Set<String> TWO = Set.of("pow", "fmod", "atan2");

    /** The current of an ion through an open membrane by its concentrations, which depends on the temperature, too. */
    static final String FLUX = "nrn_ghk";

    /** Functions that print, or that only steer variable time steps. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("printf", "fprintf");

    private Builtins() {}

    static boolean isKnown(String name) {
        return ONE.containsKey(name) || TWO.contains(name) || name.equals(FLUX) || WITHOUT_EFFECT.contains(name);
    }

    /** The names of all functions. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(ONE.keySet());
        names.addAll(TWO);
        names.add(FLUX);
        return names;
    }

    static boolean hasNoEffect(String name) {
        return WITHOUT_EFFECT.contains(name);
    }

    /** The number of arguments; empty if the function takes any number. */
    static Optional<Integer> arity(String name) {
        if (WITHOUT_EFFECT.contains(name)) {
            return Optional.empty();
        }
        return Optional.of(name.equals(FLUX) ? 4 : TWO.contains(name) ? 2 : 1);
    }

    /**
     * The value of a call.
     *
     * @param variables the variables of the mechanism, of which some functions read the temperature
     */
    static Quantity call(String name, List<Quantity> arguments, Environment variables) {
        if (WITHOUT_EFFECT.contains(name)) {
            return Quantity.ZERO;
        }
        Quantity x = Calculus.numeric(arguments.get(0));
        if (name.equals("pow")) {
            return Calculus.power(x, arguments.get(1));
        }
        if (name.equals("atan2")) {
            return SpecialFunctions.angle(x, Calculus.numeric(arguments.get(1)), variables.like());
        }
        if (name.equals(FLUX)) {
            return SpecialFunctions.flux(
                    x,
                    Calculus.numeric(arguments.get(1)),
                    Calculus.numeric(arguments.get(2)),
                    Calculus.numeric(arguments.get(3)),
                    variables.get("celsius"));
        }
        if (name.equals("fmod")) {
            return remainder(x, arguments.get(1));
        }
        return ONE.get(name).of(x);
    }

    /** C's remainder, which has the sign of the dividend. */
    private static Quantity remainder(Quantity x, Quantity y) {
        Quantity quotient = Calculus.divide(x, y);
        Object whole = Arithmetic.apply(quotient.value(), q -> q < 0 ? Math.ceil(q) : Math.floor(q), NDArray::trunc);
        return Calculus.subtract(
                x, Calculus.multiply(y, new Quantity(whole, Arithmetic.ZERO, x.isSloped(), quotient.isOfMoment())));
    }

    static Quantity arcTangent(Quantity x) {
        return Calculus.apply(
                x,
                Math::atan,
                NDArray::atan,
                Arithmetic.divide(Arithmetic.ONE, Arithmetic.add(Arithmetic.ONE, square(x))));
    }

    private static Quantity sqrt(Quantity x) {
        Object root = Arithmetic.apply(x.value(), Math::sqrt, NDArray::sqrt);
        return Calculus.function(x, root, x.isSloped() ? Arithmetic.divide(0.5, root) : Arithmetic.ZERO);
    }

    private static Quantity tan(Quantity x) {
        Object tangent = Arithmetic.apply(x.value(), Math::tan, NDArray::tan);
        return Calculus.function(
                x,
                tangent,
                x.isSloped() ? Arithmetic.add(Arithmetic.ONE, Arithmetic.multiply(tangent, tangent)) : Arithmetic.ZERO);
    }

    private static Quantity tanh(Quantity x) {
        Object tangent = Arithmetic.apply(x.value(), Math::tanh, NDArray::tanh);
        return Calculus.function(
                x,
                tangent,
                x.isSloped()
                        ? Arithmetic.subtract(Arithmetic.ONE, Arithmetic.multiply(tangent, tangent))
                        : Arithmetic.ZERO);
    }

    /** A factor of a derivative, which is computed only where a derivative is asked for. */
    private static Object of(Quantity x, DoubleUnaryOperator number, UnaryOperator<NDArray> array) {
        return x.isSloped() ? Arithmetic.apply(x.value(), number, array) : Arithmetic.ZERO;
    }

    private static Object square(Quantity x) {
        return x.isSloped() ? Arithmetic.multiply(x.value(), x.value()) : Arithmetic.ZERO;
    }

    /** The root of 1 - x^2; 1 where no derivative is asked for. */
    private static Object cosine(Quantity x) {
        return Arithmetic.apply(Arithmetic.subtract(Arithmetic.ONE, square(x)), Math::sqrt, NDArray::sqrt);
    }
}
