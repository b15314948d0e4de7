package dev.huxley.program.integrate;

import dev.huxley.program.CableEquation;
import dev.huxley.program.ImplicitStep;
import dev.huxley.program.Stage;
import java.util.List;

/** Backward Euler, see {@link Integrators#backwardEuler()}. */
record BackwardEuler() implements Integrator {
    @Override
    public String name() {
        return "backward Euler";
    }

    @Override
    public List<Stage> stages(CableEquation equation, double timeStep) {
        return List.of(new ImplicitStep(equation, 1));
    }
}
