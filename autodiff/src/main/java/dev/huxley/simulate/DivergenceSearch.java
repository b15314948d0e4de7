package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.huxley.engine.LostStep;
import dev.huxley.engine.RunArguments;
import dev.huxley.graph.Evaluation;
import dev.huxley.model.Domain;
import dev.huxley.program.Binding;
import dev.huxley.program.ExplicitStep;
import dev.huxley.program.ImplicitStep;
import dev.huxley.program.LocalStep;
import dev.huxley.program.MembraneCurrent;
import dev.huxley.program.Program;
import dev.huxley.program.Program.Argument;
import dev.huxley.program.Program.ArgumentKind;
import dev.huxley.program.Propagate;
import dev.huxley.program.PumpRate;
import dev.huxley.program.RowStage;
import dev.huxley.program.Stage;
import dev.huxley.program.StageVisitor;
import dev.huxley.program.SynapticCurrent;
import dev.huxley.program.UpdateStates;
import dev.huxley.program.UpdateSynapses;
import dev.huxley.program.Variable;
import dev.huxley.program.WriteClamp;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the first quantity within a step that is not finite. The implicit solution of the cable spreads one such number
 * to all compartments at once, so the stages of the step are evaluated again, in order, on the values before it.
 */
final class DivergenceSearch {
    /**
     * A value that is not finite, and its origin.
     *
     * @param quantity a variable, or a result of a mechanism
     * @param computedBy the stage, null if it is the initial state
     * @param domain of the row
     * @param row the compartment or synapse
     * @param value NaN or an infinity
     */
    record Culprit(String quantity, String computedBy, Domain domain, int row, double value) {}

    private final Program program;
    private final LostStep lost;
    /** The values by variable, at this point of the step. */
    private final double[][] values;

    /**
     * @param arguments of a run of the one row
     */
    DivergenceSearch(Program program, RunArguments arguments, LostStep lost) {
        this.program = program;
        this.lost = lost;
        values = new double[program.variables().size()][];
        List<Argument> names = program.arguments();
        NDList arrays = arguments.arrays();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).kind() == ArgumentKind.VARIABLE) {
                NDArray array = arrays.get(i);
                values[names.get(i).index()] = array.toDoubleArray();
            }
        }
        double[][] start = lost.before() == null ? new double[values.length][] : lost.before();
        for (int i = 0; i < values.length; i++) {
            values[i] = start[i] != null ? start[i].clone() : values[i];
            if (values[i] == null) {
                values[i] = new double[program.variables().get(i).size()];
            }
        }
    }

    Culprit find() {
        boolean isStart = lost.step() < 0;
        Culprit culprit = isStart ? initial() : null;
        Evaluated evaluated = new Evaluated(isStart);
        for (Stage stage : program.stages()) {
            if (culprit != null) {
                return culprit;
            }
            culprit = stage.accept(evaluated);
        }
        return culprit != null ? culprit : afterStep();
    }

    /** Evaluates one stage after another; null where all is finite. The cable's equations are checked last. */
    private final class Evaluated implements StageVisitor<Culprit> {
        private final boolean isStart;
        private final double[] voltageBefore = values[Program.VOLTAGE].clone();

        Evaluated(boolean isStart) {
            this.isStart = isStart;
        }

        @Override
        public Culprit visit(UpdateStates update) {
            if (isStart) {
                return null;
            }
            double[] voltage = values[Program.VOLTAGE];
            values[Program.VOLTAGE] = voltageBefore;
            Map<String, double[]> results = evaluate(update);
            values[Program.VOLTAGE] = voltage;
            return updated(update, results);
        }

        @Override
        public Culprit visit(UpdateSynapses update) {
            return isStart ? null : updated(update, evaluate(update));
        }

        @Override
        public Culprit visit(MembraneCurrent current) {
            return computed(current, Domain.NODES, current.rows());
        }

        @Override
        public Culprit visit(PumpRate pump) {
            return computed(pump, Domain.NODES, pump.rows());
        }

        @Override
        public Culprit visit(SynapticCurrent current) {
            return computed(current, Domain.EDGES, current.edges());
        }

        @Override
        public Culprit visit(LocalStep step) {
            return null;
        }

        @Override
        public Culprit visit(WriteClamp clamp) {
            // What a clamp held in the step is what the state has at its end.
            double[] held = lost.after()[clamp.variable()];
            if (!isStart && held != null && Arrays.stream(held).allMatch(Double::isFinite)) {
                values[clamp.variable()] = held.clone();
            }
            return null;
        }

        @Override
        public Culprit visit(ImplicitStep step) {
            return null;
        }

        @Override
        public Culprit visit(ExplicitStep step) {
            return null;
        }

        @Override
        public Culprit visit(Propagate step) {
            return null;
        }
    }

    private Culprit initial() {
        for (int i = 0; i < values.length; i++) {
            Variable variable = program.variables().get(i);
            for (int row = 0; variable.isArgument() && row < values[i].length; row++) {
                if (!Double.isFinite(values[i][row])) {
                    return culprit(variable, row, null, values[i][row]);
                }
            }
        }
        return null;
    }

    private Culprit updated(Stage stage, Map<String, double[]> results) {
        for (Binding output : stage.outputs()) {
            Variable variable = program.variables().get(output.variable());
            int[] positions = output.positions();
            double[] result = results.get(output.name());
            for (int i = 0; i < result.length; i++) {
                int position = positions == null ? i : positions[i];
                if (!Double.isFinite(result[i])) {
                    return culprit(variable, position, stage.name(), result[i]);
                }
                values[output.variable()][position] = result[i];
            }
        }
        return null;
    }

    private Culprit computed(RowStage stage, Domain domain, int[] rows) {
        for (double[] result : evaluate(stage).values()) {
            for (int i = 0; i < result.length; i++) {
                if (!Double.isFinite(result[i])) {
                    return new Culprit(
                            stage.name(), stage.name(), domain, rows[Math.min(i, rows.length - 1)], result[i]);
                }
            }
        }
        return null;
    }

    /** The culprit if no mechanism is: the equations of the cable themselves, where their quantity was largest. */
    private Culprit afterStep() {
        Culprit worst = null;
        double largest = -1;
        for (int i = 0; i < values.length; i++) {
            for (int row = 0; lost.after()[i] != null && row < lost.after()[i].length; row++) {
                double value = lost.after()[i][row];
                if (!Double.isFinite(value) && Math.abs(values[i][row]) > largest) {
                    largest = Math.abs(values[i][row]);
                    worst = culprit(
                            program.variables().get(i),
                            row,
                            "equation of " + program.variables().get(i).name(),
                            value);
                }
            }
            if (worst != null) {
                return worst;
            }
        }
        return null;
    }

    private static Culprit culprit(Variable variable, int position, String computedBy, double value) {
        return new Culprit(variable.name(), computedBy, variable.domain(), variable.rows()[position], value);
    }

    private Map<String, double[]> evaluate(RowStage stage) {
        Map<String, double[]> arrays = new HashMap<>();
        for (Binding input : stage.inputs()) {
            double[] all = values[input.variable()];
            int[] positions = input.positions();
            double[] rows = positions == null ? all : new double[positions.length];
            for (int i = 0; positions != null && i < rows.length; i++) {
                // The delayed values are lost by now; the present ones stand in for them.
                rows[i] = all[positions[i]];
            }
            arrays.put(input.name(), rows);
        }
        return Evaluation.arrays(stage.graph(), arrays);
    }
}
