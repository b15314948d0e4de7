package dev.huxley.program;

/** Advances a quantity by forward Euler; branch points are the weighted means of their neighbors before the step. */
public record ExplicitStep(CableEquation equation) implements CableStage {
    @Override
    public String name() {
        return "explicit step of " + equation.quantity();
    }

    @Override
    public boolean isExplicit() {
        return true;
    }

    @Override
    public <R> R accept(CableStageVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
