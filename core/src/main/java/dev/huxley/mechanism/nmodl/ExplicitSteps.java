package dev.huxley.mechanism.nmodl;

import ai.djl.ndarray.NDArray;
import dev.huxley.mechanism.Gates;
import dev.huxley.mechanism.Rates;
import dev.huxley.mechanism.algebra.Arithmetic;
import dev.huxley.mechanism.nmodl.syntax.Expression;
import dev.huxley.mechanism.nmodl.syntax.Expression.Binary;
import dev.huxley.mechanism.nmodl.syntax.Expression.Reference;
import dev.huxley.mechanism.nmodl.syntax.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Steps of the equations of a DERIVATIVE block, one state at a time. By {@code cnexp} a state with s' = a + b s goes
 * exactly to its value after the step while all else is held: {@code s + (a + b s) (exp(b dt) - 1) / b}; later equations
 * see the new value, as in NEURON. By {@code euler} all states go by dt times their rates.
 */
final class ExplicitSteps implements Interpreter.Equations {
    private final double timeStep;
    private final boolean isExponential;
    private final Map<String, Quantity> later = new LinkedHashMap<>();
    private boolean isNonlinear;

    ExplicitSteps(double timeStep, boolean isExponential) {
        this.timeStep = timeStep;
        this.isExponential = isExponential;
    }

    @Override
    public void take(Statement statement, Interpreter interpreter) {
        if (!(statement instanceof Statement.Rate rate)) {
            Statements.refuse(statement, "DERIVATIVE");
            return;
        }
        Statements.requireFirstOrder(rate);
        Environment variables = interpreter.variables();
        String name = interpreter.nameOf(rate.state());
        Quantity before = variables.get(name);
        if (!isExponential) {
            Quantity speed = interpreter.evaluate(rate.value());
            later.put(name, Calculus.add(before, Calculus.multiply(speed, Quantity.of(timeStep))));
            return;
        }
        variables.set(name, before.seeded());
        Object after = exponential(before, rate.value(), interpreter);
        variables.set(name, Quantity.ofMoment(after));
    }

    private Object exponential(Quantity before, Expression rate, Interpreter interpreter) {
        if (rate instanceof Binary quotient
                && quotient.operator().equals("/")
                && quotient.left() instanceof Binary difference
                && difference.operator().equals("-")
                && difference.right() instanceof Reference) {
            Quantity target = interpreter.evaluate(difference.left());
            Quantity state = interpreter.evaluate(difference.right());
            Quantity time = interpreter.evaluate(quotient.right());
            if (!target.isSloped() && !time.isSloped() && state.slope().equals(Arithmetic.ONE) && !before.isNumber()) {
                return towards(
                        before.value(),
                        target.value(),
                        time.value(),
                        interpreter.variables().like());
            }
        }
        Quantity speed = interpreter.evaluate(rate);
        if (speed.isBent()) {
            isNonlinear = true;
        }
        if (!speed.isSloped()) {
            return Arithmetic.add(before.value(), Arithmetic.multiply(speed.value(), timeStep));
        }
        Object growth = Arithmetic.apply(Arithmetic.multiply(speed.slope(), timeStep), Math::exp, Rates::exp);
        Object mean = Arithmetic.divide(Arithmetic.subtract(growth, Arithmetic.ONE), speed.slope());
        Object isHeld = Plain.compare("==", speed.slope(), Arithmetic.ZERO);
        Object duration =
                Plain.choose(isHeld, timeStep, mean, interpreter.variables().like());
        return Arithmetic.add(before.value(), Arithmetic.multiply(speed.value(), duration));
    }

    private Object towards(Object before, Object target, Object time, NDArray like) {
        if (before == Arithmetic.ANY || target == Arithmetic.ANY || time == Arithmetic.ANY) {
            return Arithmetic.ANY;
        }
        return Gates.stepTowards(Plain.number(before), timeStep, Plain.array(target, like), Plain.array(time, like));
    }

    /** Gives the states of an Euler step their new values, after the last equation. */
    void finish(Environment variables) {
        later.forEach(variables::set);
    }

    /** Tells whether an equation was not linear in its own state. */
    boolean isNonlinear() {
        return isNonlinear;
    }
}
