package dev.huxley.engine.llvm.plan;

import dev.huxley.program.CableEquation;
import dev.huxley.program.ExplicitStep;
import dev.huxley.program.ImplicitStep;

/**
 * The two arrays over compartments that an implicit or explicit step along the cable needs, which loops fill.
 *
 * <p>For an implicit step over a part p of the time step they are the excess and the right-hand side of the tree's
 * system (see {@code HinesEmitter}): {@code capacity + p dt exchange slope} and {@code capacity x + p dt exchange
 * constant}. For an explicit step they are the capacity and the inflow through the membrane, {@code dt exchange
 * (constant - slope x)}.
 *
 * <p>In the adjoint the second array holds l, its own cotangent, and the cotangent of the first is -l times the
 * response: the solution of an implicit step, the change of an explicit one.
 *
 * @param part the part p of an implicit step; 0 for an explicit one
 */
public record CableSystem(CableEquation equation, double part) {
    public static CableSystem of(ImplicitStep step) {
        return new CableSystem(step.equation(), step.part());
    }

    public static CableSystem of(ExplicitStep step) {
        return new CableSystem(step.equation(), 0);
    }

    public int variable() {
        return equation.variable();
    }

    boolean isImplicit() {
        return part > 0;
    }

    /** Tells whether the solution replaces the quantity, which then has no further influence on it. */
    public boolean replaces() {
        return part == 1;
    }

    /** The part of the time step that the system covers. */
    public double span() {
        return isImplicit() ? part : 1;
    }

    /** The name of the first array. No quantity of a model has a space in its name. */
    public String excess() {
        return "excess of " + equation.quantity();
    }

    /** The name of the second array. */
    public String right() {
        return "right of " + equation.quantity();
    }
}
