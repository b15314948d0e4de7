import static dev.huxley.mechanism.Rates.boltzmann;
import static dev.huxley.mechanism.Rates.exp;
import static dev.huxley.mechanism.Rates.linearOverExponential;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.inspect.MechanismCheck;
import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.SteadyState;

public class OwnChannel {
    /** An A-type potassium current with invented rates: one gate by its rates, one by steady state and time constant. */
    static final class KA extends GatedChannel {
        KA() {
            super("KA");
            parameter("gKA", 0.01, "S/cm2");
            sharedParameter("eK", -77, "mV");
            gateWithRates("a", 0.2, v -> linearOverExponential(v.add(45).neg(), 10).mul(0.02),
                    v -> exp(v.add(55).div(-40)).mul(0.1));
            gateTowards("b", 0.3, v -> boltzmann(v.add(70).div(-6)), v -> exp(v.add(60).div(25)).add(8));
        }

        @Override
        public NDArray current(Membrane membrane) {
            NDArray conductance = membrane.get("gKA").mul(membrane.get("a").pow(3)).mul(membrane.get("b"));
            return conductance.mul(membrane.voltage().sub(membrane.get("eK")));
        }
    }

    public static void main(String[] arguments) {
        System.out.println(MechanismCheck.of(new KA()));
        Cell cell = new Cell(new Compartment());
        cell.insert(new HH());
        cell.insert(new KA());
        cell.set("v", -75);
        SteadyState.apply(cell);
        cell.stimulate(Waveform.step(2, 60, 0.006, 0.025, 70)); // delay, length (ms), nA, dt, duration
        cell.record("v");
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).build()) {
            for (double gKA : new double[] {0, 0.03, 0.06}) {
                cell.set("KA_gKA", gKA);
                double[] v = simulation.run(manager).toDoubleArray();
                int first = 0;
                while (first < v.length && v[first] < 0) {
                    first++;
                }
                System.out.printf(first < v.length ? "gKA %.2f S/cm2: first spike at %.1f ms%n"
                        : "gKA %.2f S/cm2: no spike%n", gKA, 0.025 * first);
            }
        }
    }
}
