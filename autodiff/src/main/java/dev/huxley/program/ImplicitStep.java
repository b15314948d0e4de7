package dev.huxley.program;

/**
 * An implicit step over the cable: {@code x_p} by backward Euler over {@code part} of the time step, then
 * {@code x' = x + (x_p - x) / part}. With part 1 that is backward Euler, with 1/2 Crank-Nicolson.
 *
 * @param equation the equation of the quantity that is advanced
 * @param part in (0, 1]
 */
public record ImplicitStep(CableEquation equation, double part) implements CableStage {
    @Override
    public String name() {
        return "implicit step of " + equation.quantity() + " over " + part + " dt";
    }

    @Override
    public <R> R accept(CableStageVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
