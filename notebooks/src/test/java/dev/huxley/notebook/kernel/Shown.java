package dev.huxley.notebook.kernel;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.demo.DemoRecording;
import dev.huxley.display.Displayable;
import dev.huxley.fit.Fit;
import dev.huxley.fit.description.Ladder;
import dev.huxley.fit.feature.FeatureFit;
import dev.huxley.fit.recording.RecordingFit;
import dev.huxley.inspect.figure.ClampFamily;
import dev.huxley.inspect.figure.GateCurves;
import dev.huxley.inspect.figure.StepResponse;
import dev.huxley.inspect.figure.SynapseResponse;
import dev.huxley.mechanism.hay.NaTaT;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.mechanism.passive.Leak;
import dev.huxley.mechanism.simplified.Fire;
import dev.huxley.mechanism.synapse.IonotropicSynapse;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.model.Network;
import dev.huxley.morphology.GeneratedPyramidalCell;
import dev.huxley.notebook.Huxley;
import dev.huxley.plot.model.ModelPlot;
import dev.huxley.protocol.Waveform;
import dev.huxley.recording.CurrentClampSweeps;
import dev.huxley.recording.Recording;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import dev.huxley.tree.ArrayTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** An object of every class that a notebook shows, by its name. */
final class Shown {
    private Shown() {}

    /** The objects that are shown as HTML, with pictures in it. */
    static Map<String, Displayable> pages() {
        Cell cell = cell();
        Network network = network(3);
        NDManager manager = HuxleyRuntime.newManager();
        Recording recording = DemoRecording.shipped();
        Map<String, Displayable> shown = new LinkedHashMap<>();
        shown.put("cell", cell);
        shown.put("view", cell.group("apical"));
        shown.put("point neuron", new Cell(new Compartment()));
        shown.put("network", network);
        shown.put("network's view", network.cell(0, 1));
        shown.put("synapses", network.synapses());
        shown.put("no synapses", new Network(cell()).synapses());
        shown.put("selected synapses", network.edge(0));
        shown.put("globals", globals(cell));
        shown.put("simulation", Simulation.of(cell).build());
        shown.put("tree", tree(manager));
        shown.put("table", cell.table());
        shown.put("channel", new NaTaT());
        shown.put("mechanism without gates", new Leak());
        shown.put("synapse", new IonotropicSynapse());
        shown.put("recording", recording);
        shown.put("current-clamp sweeps", CurrentClampSweeps.of(recording));
        shown.put("sweep", recording.sweep(1));
        shown.put(
                "fit",
                Fit.minimize(p -> p.get("x").sub(3).square().sum(new int[] {-1}).add(1))
                        .iterations(8)
                        .starts(3, 1)
                        .bounds("x", 0, 10)
                        .run(ArrayTree.of("x", manager.create(new double[] {1, 2}))));
        Cell neuron = new Cell(new Compartment());
        neuron.insert(new HH());
        neuron.set("length", 20);
        neuron.set("radius", 10);
        shown.put(
                "fit of a recording",
                RecordingFit.of(neuron, recording)
                        .free("HH_gNa", 0.05, 0.2)
                        .free("HH_gK", 0.01, 0.1)
                        .iterations(3)
                        .run());
        shown.put(
                "fit by features",
                FeatureFit.of(recording)
                        .model(Ladder.rung().description())
                        .evaluations(60)
                        .run());
        return shown;
    }

    /** The objects that are shown as pictures. */
    static Map<String, Displayable> pictures() {
        Cell cell = cell();
        Map<String, Displayable> shown = new LinkedHashMap<>();
        shown.put("model plot", ModelPlot.of(cell).colorByGroup());
        shown.put("figure", ModelPlot.of(cell).figure());
        shown.put("traces", Huxley.run(cell, 0.05));
        shown.put("trace plot", Huxley.run(cell, 0.05).plot().title("a step"));
        shown.put("waveform", Waveform.step(1, 2, 0.5, 0.025, 5));
        shown.put("waveform of many lanes", Waveform.spikes(new double[20][1], 0.1, 5));
        shown.put(
                "gate curves",
                GateCurves.of(
                        new NaTaT(), IntStream.range(-100, 50).asDoubleStream().toArray()));
        shown.put("clamp family", ClampFamily.of(List.of(new HH()), "i_HH", ClampFamily.Steps.depolarizing(10)));
        shown.put("step response", StepResponse.of(List.of(new Leak(), new Fire()), -70, 1, 2.5));
        shown.put(
                "synapse response",
                SynapseResponse.of(new IonotropicSynapse(), SynapseResponse.Protocol.steps(20), -70, 0));
        return shown;
    }

    static Cell cell() {
        Cell cell = new Cell(GeneratedPyramidalCell.morphology());
        cell.insert(new Leak());
        cell.group("soma").insert(new HH());
        cell.group("soma").addToGroup("recorded");
        cell.branch(0).loc(0.5).stimulate(Waveform.step(1, 2, 0.5, 0.05, 5));
        cell.branch(0).loc(0.5).record("v");
        cell.branch(1).loc(1).record("v");
        cell.group("soma").makeTrainable("HH_gNa");
        return cell;
    }

    /** A network of point neurons in a ring. */
    static Network network(int cells) {
        Network network = new Network(IntStream.range(0, cells)
                .mapToObj(i -> new Cell(new Compartment()))
                .toList());
        network.insert(new HH());
        int[] post = IntStream.range(0, cells).map(i -> (i + 1) % cells).toArray();
        network.connect(
                network.select(IntStream.range(0, cells).toArray()), network.select(post), new IonotropicSynapse());
        network.record("v");
        return network;
    }

    private static Displayable globals(Cell cell) {
        cell.globals().define("temperature", 34, "degC");
        return cell.globals();
    }

    static ArrayTree tree(NDManager manager) {
        return ArrayTree.builder()
                .set("soma/gNa", manager.create(new double[] {0.1, Double.NaN, 0.3}))
                .set("weights", manager.ones(new Shape(3, 4)))
                .build();
    }
}
