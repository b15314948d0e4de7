package dev.huxley.program.integrate;

import dev.huxley.program.CableEquation;
import dev.huxley.program.ImplicitStep;
import dev.huxley.program.Stage;
import java.util.List;

/** Crank-Nicolson, see {@link Integrators#crankNicolson()}. */
record CrankNicolson() implements Integrator {
    @Override
    public String name() {
        return "Crank-Nicolson";
    }

    @Override
    public List<Stage> stages(CableEquation equation, double timeStep) {
        return List.of(new ImplicitStep(equation, 0.5));
    }
}
