import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.Dynamics;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.SteadyState;
import dev.huxley.tree.ArrayTree;

/**
 * The largest Lyapunov exponent of a Hodgkin-Huxley neuron: the rate at which neighboring trajectories diverge
 * (Benettin, Galgani, Giorgilli and Strelcyn 1980). Negative: they converge, as at rest or when entrained by a
 * stimulus. Zero: they stay side by side, as on the limit cycle of a neuron that fires by itself. Positive: chaos.
 */
public class LyapunovExponent {
    private static final double DT = 0.05;
    private static final int SETTLING = 4000;
    private static final int STEPS = 8000;

    public static void main(String[] arguments) {
        String[] names = {"at rest", "firing by itself", "driven at 40 Hz"};
        double[] constant = {0, 0.008, 0.004};
        double[] swing = {0, 0, 0.004};
        double[] exponents = largest(constant, swing, 0.04);
        for (int i = 0; i < names.length; i++) {
            System.out.printf("%-18s %8.4f per ms%n", names[i], exponents[i]);
        }
    }

    /** One exponent (1/ms) per row, for currents {@code constant + swing sin(2 pi frequency t)} in nA, frequency in 1/ms. */
    static double[] largest(double[] constant, double[] swing, double frequency) {
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        SteadyState.apply(cell);
        cell.stimulate(Waveform.of(new double[] {0}, DT)); // one sample per step
        double[] growth = new double[constant.length];
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).build()) {
            Dynamics dynamics = simulation.dynamics();
            NDManager last = manager.newSubManager();
            ArrayTree states = dynamics.initialStates(last, Inputs.none());
            ArrayTree direction = states.map(NDArray::onesLike);
            for (int k = 0; k < SETTLING + STEPS; k++) {
                NDManager now = manager.newSubManager(); // keeps only one step in memory
                double[] current = new double[constant.length];
                for (int i = 0; i < current.length; i++) {
                    current[i] = constant[i] + swing[i] * Math.sin(2 * Math.PI * frequency * k * DT);
                }
                Inputs inputs = Inputs.none().waveform(0, now.create(current, new Shape(current.length, 1)));
                Dynamics.Moved moved = dynamics.step(now, states, direction, inputs);
                NDArray tangent = dynamics.flatten(moved.tangent());
                NDArray length = tangent.square().sum(new int[] {1}, true).sqrt();
                for (int i = 0; k >= SETTLING && i < growth.length; i++) {
                    growth[i] += Math.log(length.toDoubleArray()[i]);
                }
                states = moved.states();
                direction = dynamics.unflatten(tangent.div(length));
                last.close();
                last = now;
            }
        }
        for (int i = 0; i < growth.length; i++) {
            growth[i] /= STEPS * DT;
        }
        return growth;
    }
}
