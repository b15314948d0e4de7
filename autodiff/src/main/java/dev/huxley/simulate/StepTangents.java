package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.huxley.engine.RunArguments;
import dev.huxley.program.CarriedState;
import dev.huxley.program.Program;
import dev.huxley.program.Program.Argument;
import dev.huxley.program.Program.ArgumentKind;
import dev.huxley.program.derive.Tangents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The derivative of the single step of a program, compiled: see {@link Tangents}. */
final class StepTangents {
    private final Program original;
    private final Tangents tangents;
    private final CompiledProgram step;
    /** Null if the original's step itself gives the points. */
    private final CompiledProgram points;

    /**
     * @param compiler compiles a program
     */
    StepTangents(Program original, Function<Program, CompiledProgram> compiler) {
        this.original = original;
        tangents = Tangents.of(original);
        step = compiler.apply(tangents.program());
        points = tangents.pointsAreSolutions() ? null : compiler.apply(tangents.pointProgram());
    }

    /**
     * The tangents after a step, (batch, rows) for every variable that the original hands on, in their order.
     *
     * @param arguments those of the original's step
     * @param directions by variable of the original, (1 or batch, rows)
     * @param after by variable of the original, after its step; asked for variables that flow along the cable
     */
    NDArray tangents(
            NDManager manager, RunArguments arguments, Map<Integer, NDArray> directions, Map<Integer, NDArray> after) {
        Map<Argument, NDArray> given = new HashMap<>();
        List<Argument> names = original.arguments();
        for (int i = 0; i < names.size(); i++) {
            given.put(names.get(i), arguments.arrays().get(i));
        }
        Map<Integer, NDArray> at = points == null ? after : points(manager, arguments, given);
        Program program = step.program();
        NDList arrays = new NDList();
        for (Argument argument : program.arguments()) {
            if (argument.kind() == ArgumentKind.CLAMP || argument.kind() == ArgumentKind.CLAMP_CONDUCTANCE) {
                Tangents.ClampOrigin origin = tangents.clampOrigin(argument.index());
                NDArray values = given.get(new Argument(argument.kind(), origin.clamp()));
                boolean isHeldAtZero = argument.kind() == ArgumentKind.CLAMP && !origin.isValue();
                arrays.add(isHeldAtZero ? NDArrays.where(values.isNaN(), values, values.zerosLike()) : values);
                continue;
            }
            Tangents.Origin origin = tangents.origin(argument.index());
            Tangents.Source source =
                    argument.kind() == ArgumentKind.VARIABLE ? origin.source() : Tangents.Source.BEFORE;
            arrays.add(
                    switch (source) {
                        case BEFORE -> given.get(new Argument(argument.kind(), origin.variable()));
                        case DIRECTION -> directions.get(origin.variable());
                        case POINT -> at.get(origin.variable());
                    });
        }
        int[][] rows = {CarriedState.rows(program, 0)};
        List<int[][]> clampPlaces = IntStream.range(0, program.clamps().size())
                .mapToObj(
                        i -> arguments.clampPlaces().get(tangents.clampOrigin(i).clamp()))
                .toList();
        return step.run(
                manager, new RunArguments(arguments.batch(), 1, arrays, new int[1][0], new int[0], clampPlaces, rows));
    }

    private Map<Integer, NDArray> points(NDManager manager, RunArguments arguments, Map<Argument, NDArray> given) {
        NDList arrays = new NDList();
        points.program().arguments().forEach(argument -> arrays.add(given.get(argument)));
        int[][] rows = {CarriedState.rows(points.program(), 0)};
        NDArray traces = points.run(
                manager,
                new RunArguments(
                        arguments.batch(),
                        1,
                        arrays,
                        arguments.stimulusPlaces(),
                        arguments.stimulusWaveforms(),
                        arguments.clampPlaces(),
                        rows));
        Map<Integer, NDArray> at = new HashMap<>();
        int from = 0;
        for (int variable : tangents.points()) {
            int to = from + original.variables().get(variable).size();
            NDArray values =
                    traces.get(new NDIndex().addAllDim().addSliceDim(from, to).addSliceDim(1, 2));
            at.put(variable, values.reshape(traces.getShape().get(0), to - from));
            from = to;
        }
        return at;
    }
}
