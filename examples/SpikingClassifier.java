import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.autograd.Tape;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.simplified.Fire;
import dev.huxley.mechanism.simplified.SpikeSource;
import dev.huxley.mechanism.synapse.SpikeSynapse;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.model.Selection;
import dev.huxley.model.SynapseSelection;
import dev.huxley.optimizer.Adam;
import dev.huxley.optimizer.Descent;
import dev.huxley.optimizer.LearningRate;
import dev.huxley.protocol.TimePoints;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Inputs;
import dev.huxley.simulate.Simulation;
import dev.huxley.transform.ParameterTransform;
import dev.huxley.transform.Transform;
import dev.huxley.tree.ArrayTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A network of 100 leaky integrate-and-fire cells learns to distinguish two classes of spike trains by gradients
 * through surrogate derivatives of its spikes. Two groups of ten sources each spike at a high or a low rate; the class
 * is whether exactly one of the groups is fast. No source and no count of spikes determines the class by itself, so the
 * 98 hidden cells, half excitatory and half inhibitory, must compute it. The answer is the output cell with more
 * spikes.
 */
public class SpikingClassifier {
    static final int SOURCES = 20;
    static final int HIDDEN = 98;
    static final int CELLS = SOURCES + HIDDEN + 2;
    static final double DT = 0.5; // ms
    static final double DURATION = 40; // ms
    static final double WEIGHT = 1e-5; // uS
    static final int BATCH = 64;
    static final int ITERATIONS = 120;

    /** The spike trains of all sources and the classes (true if exactly one group is fast), one per trial. */
    record Trials(List<Waveform> trains, boolean[] classes) {
        static Trials random(int count, Random random) {
            List<Waveform> trains = new ArrayList<>();
            boolean[] classes = new boolean[count];
            for (int trial = 0; trial < count; trial++) {
                boolean[] isFast = {random.nextBoolean(), random.nextBoolean()};
                classes[trial] = isFast[0] != isFast[1];
                double[][] times = new double[SOURCES][];
                for (int source = 0; source < SOURCES; source++) {
                    double rate = isFast[source * 2 / SOURCES] ? 0.1 : 0.02; // spikes per ms
                    times[source] = IntStream.rangeClosed(1, TimePoints.steps(DURATION, DT))
                            .filter(step -> random.nextDouble() < rate * DT)
                            .mapToDouble(step -> step * DT)
                            .toArray();
                }
                trains.add(Waveform.spikes(times, DT, DURATION));
            }
            return new Trials(trains, classes);
        }

        /** The targets, 1 for the right output cell and 0 for the other, of shape (trials, 2). */
        NDArray targets(NDManager manager) {
            double[] targets = new double[2 * classes.length];
            IntStream.range(0, classes.length).forEach(i -> targets[2 * i + (classes[i] ? 1 : 0)] = 1);
            return manager.create(targets, new Shape(classes.length, 2));
        }
    }

    static Network network(Random random) {
        Cell[] cells = new Cell[CELLS];
        Arrays.setAll(cells, i -> new Cell(new Compartment()));
        Network network = new Network(cells);
        Selection sources = cells(network, 0, SOURCES);
        Selection hidden = cells(network, SOURCES, SOURCES + HIDDEN);
        Selection excitatory = cells(network, SOURCES, SOURCES + HIDDEN / 2);
        Selection inhibitory = cells(network, SOURCES + HIDDEN / 2, SOURCES + HIDDEN);
        Selection outputs = cells(network, SOURCES + HIDDEN, CELLS);
        sources.insert(new SpikeSource());
        sources.clamp("SpikeSource_spikes", Waveform.spikes(new double[SOURCES][0], DT, DURATION)); // set per trial
        for (Selection neurons : List.of(hidden, outputs)) {
            neurons.insert(new Leak());
            neurons.insert(new Fire());
            neurons.set("Fire_slope", 0.1); // cells far from threshold learn too
        }
        boolean[][] excites = new boolean[SOURCES][HIDDEN];
        boolean[][] inhibits = new boolean[SOURCES][HIDDEN];
        for (int source = 0; source < SOURCES; source++) {
            for (int cell = 0; cell < HIDDEN; cell++) {
                excites[source][cell] = random.nextBoolean();
                inhibits[source][cell] = !excites[source][cell];
            }
        }
        SynapseSelection[] synapses = {
            network.connectivityMatrixConnect(sources, hidden, new SpikeSynapse("InputE", "SpikeSource_spikes"), excites),
            network.connectivityMatrixConnect(sources, hidden, new SpikeSynapse("InputI", "SpikeSource_spikes"), inhibits),
            network.fullyConnect(excitatory, outputs, new SpikeSynapse("HiddenE", "Fire_spikes")),
            network.fullyConnect(inhibitory, outputs, new SpikeSynapse("HiddenI", "Fire_spikes"))
        };
        String[] types = {"InputE", "InputI", "HiddenE", "HiddenI"};
        for (int i = 0; i < types.length; i++) {
            synapses[i].set(types[i] + "_e_syn", types[i].endsWith("E") ? 0 : -80); // mV
            synapses[i].set(types[i] + "_s_decay", 0.2); // conductances close within 5 ms
            double[] weights = random.doubles(synapses[i].size(), 0.1 * WEIGHT, 1.9 * WEIGHT).toArray();
            synapses[i].makeTrainable(types[i] + "_gS", weights); // one weight per synapse
        }
        outputs.record("Fire_spikes");
        return network;
    }

    private static Selection cells(Network network, int from, int to) {
        return network.cell(IntStream.range(from, to).toArray());
    }

    /** The numbers of spikes of the two output cells: (trials, 2). */
    static NDArray counts(Simulation simulation, NDManager manager, Trials trials, ArrayTree weights) {
        Inputs inputs = Inputs.of(weights).clampValues(0, Waveform.batch(manager, trials.trains()));
        return simulation.run(manager, inputs).sum(new int[] {2});
    }

    /** The fraction of correct answers; the answer is the first class unless the second cell has more spikes. */
    static double accuracy(Simulation simulation, NDManager manager, Trials trials, ArrayTree weights) {
        double[] counts = counts(simulation, manager, trials, weights).toDoubleArray();
        boolean[] classes = trials.classes();
        long right = IntStream.range(0, classes.length)
                .filter(i -> counts[2 * i + 1] > counts[2 * i] == classes[i])
                .count();
        return right / (double) classes.length;
    }

    public static void main(String[] arguments) {
        Random random = new Random(1);
        Network network = network(random);
        ParameterTransform.Builder positive = ParameterTransform.builder();
        network.trainables().forEach(weights -> positive.set(
                weights.path(), Transform.chain(Transform.softplus(0), Transform.affine(WEIGHT, 0))));
        ParameterTransform transform = positive.build();
        Trials fresh = Trials.random(1000, new Random(2));
        try (NDManager manager = HuxleyRuntime.newManager();
                Simulation simulation = Simulation.of(network).dt(DT).tMax(DURATION).build()) {
            ArrayTree start = transform.inverse(network.parameters(manager));
            start.forEach((path, weights) -> weights.setRequiresGradient(true));
            Descent descent = Descent.start(manager, new Adam(LearningRate.cosine(0.1, 0.01, ITERATIONS)), start);
            System.out.printf("untrained: %.1f %% of %d trials right%n",
                    100 * accuracy(simulation, manager, fresh, transform.forward(descent.parameters())), 1000);
            for (int iteration = 1; iteration <= ITERATIONS; iteration++) {
                Trials trials = Trials.random(BATCH, random);
                try (NDManager step = manager.newSubManager(); Tape tape = Tape.open()) {
                    NDArray counts = counts(simulation, step, trials, transform.forward(descent.parameters()));
                    // The cross entropy of a softmax of the counts.
                    NDArray logarithms = counts.mul(0.5).logSoftmax(1);
                    NDArray loss = logarithms.mul(trials.targets(step)).sum().mul(-1.0 / BATCH);
                    double value = loss.getDouble();
                    descent.step(tape.gradients(loss, descent.parameters()), value);
                    if (iteration % 20 == 0) {
                        System.out.printf("iteration %d: loss %.3f%n", iteration, value);
                    }
                }
            }
            System.out.printf("trained: %.1f %% of %d fresh trials right%n",
                    100 * accuracy(simulation, manager, fresh, transform.forward(descent.parameters())), 1000);
        }
    }
}
