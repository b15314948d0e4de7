import ai.djl.ndarray.NDManager;
import dev.huxley.fit.Fit;
import dev.huxley.fit.FitResult;
import dev.huxley.loss.Losses;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.SteadyState;

public class FirstFit {
    public static void main(String[] arguments) {
        Cell cell = new Cell(new Branch(new Compartment(), 2), -1, 0, 0); // three branches of two compartments
        cell.insert(new HH());
        cell.branch(1, 2).set("HH_gNa", 0.06);
        SteadyState.apply(cell);
        cell.branch(0).loc(0.0).stimulate(Waveform.step(0.5, 3, 0.5, 0.05, 6)); // delay, length (ms), nA, dt, duration
        cell.branch(1, 2).loc(1.0).record("v");
        cell.branch(1, 2).makeTrainable("HH_gNa"); // one value for each of the two branches
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(0.05).build()) {
            var target = simulation.run(manager); // in practice, a recording
            var start = cell.parameters(manager).map(gNa -> manager.create(new double[] {0.03, 0.1}));
            FitResult result = Fit.minimize(p -> Losses.meanSquare(simulation.run(p), target))
                    .bounds("branch(1,2)/HH_gNa", 0.01, 0.2)
                    .iterations(25)
                    .run(start);
            System.out.printf("loss %.3g -> %.3g, gNa %s%n", result.startLoss(), result.bestLoss(),
                    java.util.Arrays.toString(result.best().get("branch(1,2)/HH_gNa")));
        }
    }
}
