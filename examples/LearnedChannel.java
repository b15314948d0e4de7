import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.fit.Fit;
import dev.huxley.fit.FitResult;
import dev.huxley.loss.Losses;
import dev.huxley.mechanism.Channel;
import dev.huxley.mechanism.Membrane;
import dev.huxley.mechanism.NeuralNetwork;
import dev.huxley.mechanism.Rates;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.optimizer.Adam;
import dev.huxley.protocol.TimePoints;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;

/** A small neural network learns an unknown current of a cell from recorded voltages. */
public class LearnedChannel {
    private static final double DT = 0.1;
    private static final double DURATION = 120;

    /** The unknown current: an inward rectifier, mA/cm2. */
    static final class Rectifier extends Channel {
        Rectifier() {
            super("Rectifier");
        }

        @Override
        public NDArray current(Membrane membrane) {
            NDArray v = membrane.voltage();
            return v.add(95).mul(Rates.boltzmann(v.add(80).div(-6))).mul(4e-4);
        }
    }

    /** The learned current: six hidden units between the voltage and the current. */
    static final class Learned extends Channel {
        private final NeuralNetwork rule = network("rule", NeuralNetwork.dense(1, 6, 1).seed(4));

        Learned() {
            super("Learned");
        }

        @Override
        public NDArray current(Membrane membrane) {
            return rule.apply(membrane, membrane.voltage().add(80).div(20)).get(0).mul(5e-3);
        }
    }

    static Cell cell(Channel current) {
        Cell cell = new Cell(new Compartment());
        cell.set("length", 40);
        cell.set("radius", 10);
        cell.insert(new Leak());
        cell.insert(current);
        // Six steps of 20 ms: nA.
        double[] steps = {0.05, -0.15, -0.03, 0.12, -0.25, -0.08};
        cell.stimulate(Waveform.of(time -> steps[(int) Math.min(5, TimePoints.lastUntil(time, 20))], DT, DURATION));
        cell.record("v");
        return cell;
    }

    public static void main(String[] arguments) {
        Cell cell = cell(new Learned());
        cell.makeTrainable("Learned_rule"); // all weights; with cell.comp(...) one network per compartment
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation truth = Simulation.of(cell(new Rectifier())).dt(DT).build();
                Simulation simulation = Simulation.of(cell).dt(DT).build()) {
            NDArray recording = truth.run(manager);
            FitResult result = Fit.minimize(weights -> Losses.meanSquare(simulation.run(weights), recording))
                    .optimizer(new Adam(0.02))
                    .iterations(1000)
                    .run(cell.parameters(manager));
            cell.write(result.best());
            System.out.printf("mean square error %.3g -> %.3g mV2%n", result.startLoss(), result.bestLoss());
            System.out.println("    mV   true  learned (uA/cm2)");
            for (double v = -110; v <= -60; v += 10) {
                System.out.printf("%6.0f %6.2f %8.2f%n", v, current(new Rectifier(), null, v), current(new Learned(), cell, v));
            }
        }
    }

    /** The current at a voltage, in uA/cm2, with the weights of a cell. */
    static double current(Channel channel, Cell weights, double v) {
        Cell cell = new Cell(new Compartment());
        cell.insert(channel);
        if (weights != null) {
            channel.parameters().forEach(parameter -> cell.set(parameter.key(), weights.get(parameter.key())));
        }
        cell.set("v", v);
        cell.record(channel.currentName());
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(DT).tMax(DT).build()) {
            return 1e3 * simulation.run(manager).getDouble(0, 0);
        }
    }
}
