import ai.djl.ndarray.NDManager;
import dev.huxley.mechanism.hay.H;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.model.Cell;
import dev.huxley.model.DLambda;
import dev.huxley.model.Distances;
import dev.huxley.model.View;
import dev.huxley.morphology.Swc;
import dev.huxley.plot.Figure;
import dev.huxley.plot.Panel;
import dev.huxley.plot.model.ModelPlot;
import dev.huxley.plot.model.TracePlot;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Draws a neuron, one of its conductances, and its response: PlotNeuron [picture.png or .svg] */
public class PlotNeuron {
    private final Random random = new Random(12);
    private final StringBuilder swc = new StringBuilder();
    private int points;

    public static void main(String[] arguments) {
        Cell grown = new PlotNeuron().grown(); // usually new Cell(Swc.read(Path.of("cell.swc")))
        grown.set("axial_resistivity", 100);
        Cell cell = DLambda.apply(grown, 100);
        cell.insert(new Leak());
        cell.group("soma").insert(new HH());
        cell.group("soma").set("HH_gNa", 0.4);
        View apical = cell.group("apical");
        apical.insert(new H());
        double[] distance = Distances.alongBranches(cell.group("soma"), apical);
        apical.set("H_gH", Arrays.stream(distance).map(um -> 2e-5 * Math.exp(um / 200)).toArray());

        View tip = cell.select(apical.compartments()[farthest(distance)]);
        cell.branch(0).loc(0.5).stimulate(Waveform.step(10, 60, 1, 0.025, 100));
        cell.branch(0).loc(0.5).record("v");
        tip.record("v");

        ModelPlot plot = ModelPlot.of(cell);
        Panel groups = plot.colorByGroup().mark(tip, "recorded").panel();
        Panel conductance = plot.colorBy("H_gH").logColors(true).panel();
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(cell).dt(0.025).build()) {
            List<Panel> traces = TracePlot.of(cell, 0.025, simulation.run(manager))
                    .labels("soma", "apical tip")
                    .panels();
            Path file = Path.of(arguments.length > 0 ? arguments[0] : "neuron.png");
            Figure.of(760, 820)
                    .row(4, groups, conductance)
                    .row(1.3, traces.get(0))
                    .row(0.6, traces.get(1))
                    .write(file);
            System.out.println("written " + file + ": " + cell.shape());
        }
    }

    private static int farthest(double[] distance) {
        double largest = Arrays.stream(distance).max().orElseThrow();
        return Arrays.stream(distance).boxed().toList().indexOf(largest);
    }

    // ---- a neuron that grows by chance, the same one every time ----

    private Cell grown() {
        int soma = point(1, 0, 0, 0, 9, -1);
        for (int i = 0; i < 5; i++) {
            grow(3, soma, 0, 0, 0, Math.PI * (0.85 + 0.33 * i), 1.1, 3);
        }
        grow(2, soma, 0, 0, 0, -Math.PI / 2, 0.5, 1);
        grow(4, soma, 0, 0, 0, Math.PI / 2, 2.4, 7);
        return new Cell(Swc.parse(swc.toString(), "grown", Swc.options()));
    }

    /** Grows a branch of one type in some direction, with the given number of generations of forks. */
    private void grow(int type, int parent, double x, double y, double z, double angle, double radius, int forks) {
        boolean isTrunk = type == 4 && forks > 3;
        double steps = (isTrunk ? 9 : 5) + 6 * random.nextDouble();
        for (int i = 0; i < steps; i++) {
            angle += 0.2 * random.nextGaussian() + (isTrunk ? 0.4 * (Math.PI / 2 - angle) : 0);
            x += 9 * Math.cos(angle);
            y += 9 * Math.sin(angle);
            z += 4 * random.nextGaussian();
            radius = Math.max(0.15, 0.985 * radius);
            parent = point(type, x, y, z, radius, parent);
        }
        if (forks > 0) {
            double left = isTrunk ? 0.9 : 0.25 + 0.3 * random.nextDouble();
            double right = isTrunk ? 0.05 : 0.25 + 0.3 * random.nextDouble();
            boolean mirrored = random.nextBoolean();
            grow(type, parent, x, y, z, angle + (mirrored ? left : -left), 0.6 * radius, isTrunk ? 1 : forks - 1);
            grow(type, parent, x, y, z, angle - (mirrored ? right : -right), 0.85 * radius, forks - 1);
        }
    }

    private int point(int type, double x, double y, double z, double radius, int parent) {
        points++;
        swc.append(String.format(Locale.ROOT, "%d %d %f %f %f %f %d%n", points, type, x, y, z, radius, parent));
        return points;
    }
}
