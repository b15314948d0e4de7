package dev.huxley.program;

import dev.huxley.program.Program.Argument;
import dev.huxley.program.Program.ArgumentKind;

/** Advances a quantity by the exact flow along the cable: multiplies it with its propagator. */
public record Propagate(CableEquation equation) implements CableStage {
    @Override
    public String name() {
        return "propagation of " + equation.quantity();
    }

    @Override
    public Argument argument() {
        return new Argument(ArgumentKind.PROPAGATOR, equation.variable());
    }

    @Override
    public <R> R accept(CableStageVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
