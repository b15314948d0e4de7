package dev.huxley.program.derive;

import dev.huxley.program.CarriedState;
import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Makes the program whose single step is the derivative of another program's step in a direction: the Jacobian-vector
 * product, by forward mode, in the same kinds of stages, so every engine runs it.
 *
 * <p><b>Idea.</b> Every variable that changes in time gets a tangent, and the tangent of the voltage replaces the
 * voltage as the quantity that flows along the cable. Graphs are replaced by their forward mode. This leaves the steps
 * that use the sums of linear terms. For a given sum of slopes a all of them are linear in x and in the sum of
 * constants b: x' = S(a) x + T(a) b. So the tangent is
 *
 * <pre>dx' = S(a) dx + T(a) (db - da M),    M = -(dx'/da) / (dx'/db)</pre>
 *
 * the same step of the tangents, with the same slopes and the constants {@code db - da M}. The <em>point</em> M is
 * where the slope acts: for an explicit step x before it, for an implicit one the solution (over its part of the time
 * step), for an exponential one a value in between. It is an argument of the program, because it follows only from the
 * whole step of the original: {@link #pointProgram()} gives the values from which it is made.
 *
 * <p>Cost: about three steps. The tangent of the voltage has a copy that only currents read: where a current is linear
 * in the variable that its terms advance, engines replace the slope by the exact one.
 */
public final class Tangents {
    /** The content of the array of a variable of the program. */
    public enum Source {
        /** The values of a variable of the original before the step. */
        BEFORE,
        /** The direction: the tangent of a variable of the original before the step. */
        DIRECTION,
        /** The values that the point program records of a variable of the original. */
        POINT
    }

    /**
     * The origin of a variable's array.
     *
     * @param variable of the original
     */
    public record Origin(Source source, int variable) {}

    /**
     * The origin of the samples of a clamp of the program.
     *
     * @param clamp of the original
     * @param isValue whether the samples are those of the original; else they are 0, or NaN where the original's are
     *     NaN
     */
    public record ClampOrigin(int clamp, boolean isValue) {}

    private final Program original;
    /** The uses of the original's linear terms, by their variables. */
    private final Map<Integer, TermUse> uses;

    private final TangentVariables variables;
    private final List<ClampOrigin> clampOrigins;
    private final Program program;

    private Tangents(Program original) {
        this.original = original;
        uses = TermUse.of(original);
        variables = new TangentVariables(original, uses.keySet());
        int voltage = variables.tangent(Program.VOLTAGE);
        assert voltage == Program.VOLTAGE;
        TangentStages tangents = new TangentStages(original, variables, uses);
        List<Stage> stages = original.stages().stream()
                .flatMap(stage -> stage.accept(tangents).stream())
                .toList();
        clampOrigins = tangents.clampOrigins();
        int area = variables.before(original.area());
        int[] carried = Arrays.stream(CarriedState.carried(original))
                .map(variables::tangent)
                .toArray();
        Program bare = new Program(
                original.timeStep(), variables.all(), stages, original.cable(), area, 0, tangents.clamps(), new int[0]);
        program = CarriedState.recording(bare, carried);
    }

    /**
     * @param original a program that {@link CarriedState#of} made
     * @throws UnsupportedOperationException if the program has a step of a form that is not known to be linear
     */
    public static Tangents of(Program original) {
        return new Tangents(original);
    }

    /**
     * The program of the tangents, for runs of one step; it records the tangents of the {@link CarriedState#carried}
     * variables.
     */
    public Program program() {
        return program;
    }

    /** The origin of the array of a variable of the program. */
    public Origin origin(int variable) {
        return variables.origins().get(variable);
    }

    /** The origin of the samples of a clamp of the program. */
    public ClampOrigin clampOrigin(int clamp) {
        return clampOrigins.get(clamp);
    }

    /**
     * The variables of the original whose points the program takes, in the order in which the point program records
     * them.
     */
    public int[] points() {
        return variables.origins().stream()
                .filter(origin -> origin != null && origin.source() == Source.POINT)
                .mapToInt(Origin::variable)
                .toArray();
    }

    /** Tells whether the points are the variables' values after the original's step, which need no point program. */
    public boolean pointsAreSolutions() {
        if (points().length == 0) {
            return true;
        }
        return uses.values().stream().allMatch(use -> use.stage().alongCable().isPresent());
    }

    /** A program with the arguments of the original whose step gives the {@link #points}. */
    public Program pointProgram() {
        PointStages points = new PointStages(uses);
        List<Stage> stages = original.stages().stream()
                .flatMap(stage -> stage.accept(points).stream())
                .toList();
        Program changed = new Program(
                original.timeStep(),
                original.variables(),
                stages,
                original.cable(),
                original.area(),
                original.stimulusCount(),
                original.clamps(),
                new int[0]);
        return CarriedState.recording(changed, points());
    }
}
