package dev.huxley.program;

import dev.huxley.model.Domain;
import java.util.List;

/**
 * Clamps of a variable that does not flow along the cable write their values, at the places that the run gives.
 *
 * @param quantity the name of the variable
 * @param clamps the numbers of its clamps
 */
public record WriteClamp(String quantity, int variable, List<Integer> clamps) implements Stage {
    public WriteClamp {
        clamps = List.copyOf(clamps);
    }

    @Override
    public String name() {
        return "clamp of " + quantity;
    }

    @Override
    public Owner owner() {
        return Owner.EQUATIONS;
    }

    @Override
    public int[] ownCompartments(Program program) {
        Variable clamped = program.variables().get(variable);
        return clamped.domain() == Domain.NODES ? clamped.rows() : new int[0];
    }

    @Override
    public <R> R accept(StageVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
