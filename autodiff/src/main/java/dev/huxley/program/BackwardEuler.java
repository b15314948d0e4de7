package dev.huxley.program;

import dev.huxley.program.Stage.ImplicitStep;
import dev.huxley.program.Stage.SolveVoltage;
import java.util.List;

/** See {@link Integrators#backwardEuler()}. */
record BackwardEuler() implements Integrator {
    @Override
    public String name() {
        return "backward Euler";
    }

    @Override
    public List<Stage> stages(CableEquation equation, double timeStep) {
        boolean isVoltage = equation.variable() == Program.VOLTAGE;
        return List.of(isVoltage ? new SolveVoltage() : new ImplicitStep(equation, 1));
    }
}
