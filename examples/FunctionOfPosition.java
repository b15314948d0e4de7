import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.fit.Fit;
import dev.huxley.fit.FitResult;
import dev.huxley.loss.Losses;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Branch;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Distances;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.simulate.SteadyState;
import dev.huxley.tree.ArrayTree;
import java.util.Arrays;

/** A sodium conductance that falls off with the distance from the soma: set in a model, and fitted by its coefficients. */
public class FunctionOfPosition {
    public static void main(String[] arguments) {
        Compartment compartment = new Compartment();
        compartment.set("length", 50);
        compartment.set("axial_resistivity", 150);
        Cell cell = new Cell(new Branch(compartment, 4), -1, 0, 0);
        cell.insert(new HH());
        SteadyState.apply(cell);
        cell.branch(0).comp(0).stimulate(Waveform.step(1, 2, 0.3, 0.05, 10));
        cell.branch(1, 2).record("v");

        // In um; Distances.direct is the straight line instead. In the model, a column is set from plain numbers.
        double[] distance = Distances.alongBranches(cell.branch(0).comp(0), cell);
        cell.set("HH_gNa", Arrays.stream(distance).map(um -> 0.15 * Math.exp(-um / 200)).toArray());

        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(0.05).build()) {
            NDArray recording = simulation.run(manager);
            // In a run, from arrays, which carry gradients to the coefficients.
            NDArray um = manager.create(distance);
            ArrayTree start = ArrayTree.of("gNa at the soma", manager.create(0.1)).with("space constant", manager.create(400.0));
            FitResult result = Fit.minimize(p -> {
                        NDArray gNa = um.neg().div(p.get("space constant")).exp().mul(p.get("gNa at the soma"));
                        NDArray v = simulation.run(manager, Inputs.none().with(cell, "HH_gNa", gNa));
                        return Losses.meanSquare(v, recording);
                    })
                    .bounds("gNa at the soma", 0.05, 0.3)
                    .bounds("space constant", 50, 1000)
                    .iterations(60)
                    .run(start);
            System.out.printf("loss %.3g -> %.3g%n", result.startLoss(), result.bestLoss());
            for (String name : start.paths()) {
                System.out.printf("%s %.4g%n", name, result.best().get(name)[0]);
            }
        }
    }
}
