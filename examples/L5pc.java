import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.morphology.GeneratedPyramidalCell;
import dev.huxley.demo.LayerFivePyramidalCell;
import dev.huxley.demo.LayerFivePyramidalCell.PublishedParameter;
import dev.huxley.fit.Fit;
import dev.huxley.fit.FitResult;
import dev.huxley.loss.Losses;
import dev.huxley.loss.WindowStatistics;
import dev.huxley.loss.WindowStatistics.Window;
import dev.huxley.model.Cell;
import dev.huxley.morphology.Morphology;
import dev.huxley.optimizer.NormalizedGradient;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * The layer 5 pyramidal cell of Hay et al. (2011): 20 parameters, fitted by gradient descent to the voltage that the cell
 * has with the published ones. Runs with
 *
 *     ./huxley java examples/L5pc.java MORPHOLOGY.swc
 *
 * or, without a file, with a generated morphology of the same size.
 * lab/src/main/java/dev/huxley/demo/LayerFivePyramidalCell.java builds the cell, step by step.
 */
public class L5pc {
    public static void main(String[] arguments) {
        Morphology morphology =
                arguments.length > 0
                        ? LayerFivePyramidalCell.read(Path.of(arguments[0]))
                        : GeneratedPyramidalCell.morphology();
        Cell cell = LayerFivePyramidalCell.of(morphology); // with stimulus, recording and 20 trainable parameters
        List<PublishedParameter> parameters = LayerFivePyramidalCell.parameters();
        System.out.printf("%s: %d compartments%n", morphology.name(), cell.structure().compartments());

        // Spikes may come anywhere in their window: what is compared are means and standard deviations in two windows.
        WindowStatistics statistics = WindowStatistics.in(new Window(200, 2000), new Window(2000, 3800));
        double[] scales = {2, 1, 2, 1}; // mV

        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).build()) {
            NDArray observed = statistics.of(simulation.run(manager)); // in practice, a recording

            Random random = new Random(3);
            ArrayTree start = cell.parameters(manager).mapWithPath((path, published) -> {
                PublishedParameter p = parameters.stream().filter(q -> q.path().equals(path)).findFirst().orElseThrow();
                double value = p.lower() + (0.1 + 0.8 * random.nextDouble()) * (p.upper() - p.lower());
                return manager.create(new double[] {value}, new Shape(1));
            });
            Fit fit = Fit.minimize(p -> Losses.scaledAbsolute(statistics.of(simulation.run(p)), observed, scales))
                    .optimizer(new NormalizedGradient(0.9, 0.1 * Math.sqrt(parameters.size())))
                    .iterations(10)
                    .onIteration(now -> System.out.printf("step %d: loss %.3f%n", now.iteration(), now.loss()));
            parameters.forEach(p -> fit.bounds(p.path(), p.lower(), p.upper()));
            FitResult result = fit.run(start);

            System.out.printf("loss %.3f -> %.3f%n", result.startLoss(), result.bestLoss());
            for (PublishedParameter p : parameters) {
                System.out.printf("%-24s %11.4g  (published %11.4g) %s%n",
                        p.path(), result.best().get(p.path())[0], p.value(), cell.unit(p.key()));
            }
        }
    }
}
