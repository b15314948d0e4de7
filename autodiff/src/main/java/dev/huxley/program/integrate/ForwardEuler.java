package dev.huxley.program.integrate;

import dev.huxley.program.CableEquation;
import dev.huxley.program.ExplicitStep;
import dev.huxley.program.Stage;
import java.util.List;

/** Forward Euler, see {@link Integrators#forwardEuler()}. */
record ForwardEuler() implements Integrator {
    @Override
    public String name() {
        return "forward Euler";
    }

    @Override
    public List<Stage> stages(CableEquation equation, double timeStep) {
        return List.of(new ExplicitStep(equation));
    }
}
