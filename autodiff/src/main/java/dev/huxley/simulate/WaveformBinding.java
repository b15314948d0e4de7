package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.huxley.array.Concatenation;
import dev.huxley.model.Domain;
import dev.huxley.model.NeuronModel;
import dev.huxley.model.PlacedRecording;
import dev.huxley.model.PlacedWaveform;
import dev.huxley.program.Program;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.ProtocolSlot.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The waveforms and places of one run: those of the model, or of the inputs that replace them. */
final class WaveformBinding {
    private final NeuronModel model;
    private final Program program;
    private final Inputs inputs;
    private final Batch batch;
    private final NDManager manager;
    /** The models whose protocols are the rows of the batch. */
    private final List<NeuronModel> models;
    /** The sample of the first step. */
    private final int first;

    private final int steps;

    /**
     * @param requested the number of time steps, -1 if the waveforms tell
     */
    WaveformBinding(RunSource source, Program program, int requested) {
        this.program = program;
        model = source.model();
        inputs = source.inputs();
        batch = source.batch();
        manager = source.manager();
        models = inputs.models(model);
        inputs.requireKnown(model.stimuli().size(), model.clamps().size());
        requireResistances();
        first = inputs.firstStep();
        steps = new RunLength(model, inputs, source.timeStep()).steps(requested);
    }

    /** The number of time steps. */
    int steps() {
        return steps;
    }

    /** The currents of all stimuli in nA: (1 or batch, waveforms, steps); see {@link #stimulusWaveforms}. */
    NDArray stimuli() {
        List<PlacedWaveform> stimuli = model.stimuli();
        NDList parts = new NDList();
        for (int i = 0; i < stimuli.size(); i++) {
            int number = i;
            parts.add(samples(
                    Kind.WAVEFORM.of(i),
                    false,
                    models.stream().map(each -> each.stimuli().get(number)).toList(),
                    waveforms(number)));
        }
        long rows =
                parts.stream().mapToLong(part -> part.getShape().get(0)).max().orElse(1);
        NDList wide = new NDList();
        for (NDArray part : parts) {
            boolean narrow = part.getShape().get(0) != rows;
            wide.add(narrow ? part.broadcast(new Shape(rows, part.getShape().get(1), steps)) : part);
        }
        return Concatenation.of(wide, 1);
    }

    /**
     * The number of the waveform of every lane of all stimuli. Lanes share a waveform where a stimulus has one for all
     * of its compartments, unless any waveform is given to the run, which may be differentiated.
     */
    int[] stimulusWaveforms() {
        List<Integer> waveforms = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < model.stimuli().size(); i++) {
            int own = waveforms(i);
            for (int lane = 0; lane < model.stimuli().get(i).rows().length; lane++) {
                waveforms.add(next + (own == 1 ? 0 : lane));
            }
            next += own;
        }
        return waveforms.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The number of waveforms of a stimulus. */
    private int waveforms(int stimulus) {
        boolean areOwn =
                IntStream.range(0, model.stimuli().size()).allMatch(i -> inputs.given(Kind.WAVEFORM.of(i)) == null);
        boolean areShared = models.stream()
                .allMatch(each -> each.stimuli().get(stimulus).waveform().lanes() == 1);
        return areOwn && areShared ? 1 : model.stimuli().get(stimulus).rows().length;
    }

    /** The conductances (uS) of the series resistances of a clamp: (1 or batch, lanes, steps). */
    NDArray clampConductance(int number) {
        ProtocolSlot slot = Kind.CLAMP_RESISTANCE.of(number);
        String name = slot.name();
        NDArray given = inputs.given(slot);
        int lanes = model.clamps().get(number).rows().length;
        NDArray resistance;
        if (given == null) {
            double[] own = models.stream()
                    .mapToDouble(each -> each.clamps().get(number).seriesResistance())
                    .toArray();
            try (NDArray borrowed = manager.create(own, new Shape(own.length, 1, 1))) {
                resistance = borrowed.duplicate();
            }
        } else {
            boolean batched = batch.note(name, given, 1);
            int rows = batched ? batch.size() : 1;
            long perRow = given.getShape().size() / rows;
            if (perRow != 1 && perRow != lanes) {
                throw new IllegalArgumentException("'" + name + "' has the shape " + given.getShape()
                        + "; expected are 1 or " + lanes + " resistances (MOhm), or (batch, 1 or " + lanes + ")");
            }
            NDArray exact = DenseValues.toFloat64(name, given);
            DenseValues.requireValid(name, exact, true);
            resistance = exact.reshape(rows, perRow, 1);
        }
        NDArray conductance = NDArrays.div(1, resistance);
        return conductance.broadcast(new Shape(resistance.getShape().get(0), lanes, steps));
    }

    /** The values of a clamp: (1 or batch, lanes, steps), NaN where it holds nothing. */
    NDArray clamp(int number) {
        PlacedWaveform clamp = model.clamps().get(number);
        NDArray samples = samples(
                Kind.CLAMP_VALUES.of(number),
                true,
                models.stream().map(each -> each.clamps().get(number)).toList(),
                clamp.rows().length);
        if (clamp.domain() != Domain.GLOBALS) {
            return samples;
        }
        // A state that exists once in the model has a value in every compartment.
        Shape everywhere = new Shape(1, model.structure().compartments(), 1);
        return samples.mul(manager.ones(everywhere, DataType.FLOAT64));
    }

    /** The compartments of all stimulus lanes, for one or every row of the batch. */
    int[][] stimulusPlaces() {
        int[][] all = {new int[0]};
        for (int i = 0; i < model.stimuli().size(); i++) {
            int number = i;
            int[][] own = own(each -> each.stimuli().get(number).rows());
            Domain[] domains = new Domain[own[0].length];
            Arrays.fill(domains, Domain.NODES);
            all = beside(all, places(Kind.STIMULUS_PLACES.of(i), own, domains));
        }
        return all;
    }

    /** The positions of a clamp's lanes in the clamped variable, for one or every row of the batch. */
    int[][] clampPlaces(int number) {
        int[][] positions = clampPositions(number);
        for (int other = 0; other < number; other++) {
            boolean isSame = program.clamps().get(other).variable()
                    == program.clamps().get(number).variable();
            boolean isMoved = inputs.given(Kind.CLAMP_PLACES.of(number)) != null
                    || inputs.given(Kind.CLAMP_PLACES.of(other)) != null;
            if (isSame && isMoved) {
                requireApart(number, positions, other, clampPositions(other));
            }
        }
        return positions;
    }

    /** Throws an error if two clamps of one state are at one place. */
    private void requireApart(int number, int[][] positions, int other, int[][] others) {
        for (int row = 0; row < Math.max(positions.length, others.length); row++) {
            int[] held = others[others.length == 1 ? 0 : row];
            for (int position : positions[positions.length == 1 ? 0 : row]) {
                if (Arrays.stream(held).anyMatch(there -> there == position)) {
                    PlacedWaveform clamp = model.clamps().get(number);
                    int at = program.variables()
                            .get(program.clamps().get(number).variable())
                            .rows()[position];
                    throw new IllegalArgumentException("clamps " + other + " and " + number + " both hold '"
                            + clamp.key() + "' in " + model.place(clamp.domain(), at) + " in row " + row
                            + " of the batch; a state has one clamp at a place");
                }
            }
        }
    }

    private int[][] clampPositions(int number) {
        PlacedWaveform clamp = model.clamps().get(number);
        ProtocolSlot slot = Kind.CLAMP_PLACES.of(number);
        if (clamp.domain() == Domain.GLOBALS) {
            return new int[][] {
                IntStream.range(0, model.structure().compartments()).toArray()
            };
        }
        int lanes = clamp.rows().length;
        Domain[] domains = new Domain[lanes];
        Arrays.fill(domains, clamp.domain());
        int[] variables = new int[lanes];
        Arrays.fill(variables, program.clamps().get(number).variable());
        int[][] own = own(each -> each.clamps().get(number).rows());
        int[][] places = places(slot, own, domains);
        Places.requireDistinct(slot.name(), places, clamp.domain().row());
        return positions(slot, places, domains, variables);
    }

    /**
     * The positions of the model's recordings, the program's first ones, in their variables, for one or every row of
     * the batch.
     */
    int[][] recordingPlaces() {
        int[][] own = own(each ->
                each.recordings().stream().mapToInt(PlacedRecording::row).toArray());
        Domain[] domains =
                model.recordings().stream().map(PlacedRecording::domain).toArray(Domain[]::new);
        ProtocolSlot slot = ProtocolSlot.RECORDING_PLACES;
        return positions(slot, places(slot, own, domains), domains, program.recordings());
    }

    private void requireResistances() {
        for (int i = 0; i < model.clamps().size(); i++) {
            ProtocolSlot slot = Kind.CLAMP_RESISTANCE.of(i);
            if (inputs.given(slot) != null && model.clamps().get(i).seriesResistance() == 0) {
                throw new IllegalArgumentException("'" + slot.name() + "': clamp " + i + ", of '"
                        + model.clamps().get(i).key() + "', was made without a series resistance; give it one:"
                        + " clamp(\"v\", command, seriesResistance)");
            }
        }
    }

    // ---- samples ----

    /**
     * The samples of the run's steps: (1 or batch, waveforms, steps), with zeros behind their end.
     *
     * @param mayBeFree whether samples may be NaN
     * @param waveforms the number of lanes, or 1 if they share their samples
     */
    private NDArray samples(ProtocolSlot slot, boolean mayBeFree, List<PlacedWaveform> own, int waveforms) {
        String name = slot.name();
        NDArray given = inputs.given(slot);
        int lanes = own.get(0).rows().length;
        if (given == null) {
            return ownSamples(own, waveforms);
        }
        int unbatchedRank = lanes == 1 ? 1 : 2;
        boolean batched = batch.note(name, given, unbatchedRank);
        Shape shape = given.getShape();
        long length = shape.get(shape.dimension() - 1);
        long perRow = shape.size() / (batched ? batch.size() : 1);
        if (shape.dimension() == 0 || perRow != lanes * length) {
            throw new IllegalArgumentException("'" + name + "' has the shape " + shape + "; expected is "
                    + (lanes == 1
                            ? "(samples) or (batch, samples)"
                            : "(" + lanes + ", samples) or (batch, " + lanes + ", samples)"));
        }
        NDArray exact = DenseValues.toFloat64(name, given);
        if (mayBeFree) {
            DenseValues.requireNotInfinite(name, exact);
        } else {
            DenseValues.requireValid(name, exact, false);
        }
        int rows = batched ? batch.size() : 1;
        NDArray cube = exact.reshape(rows, lanes, length);
        if (first == 0 && length == steps) {
            return cube;
        }
        int from = (int) Math.min(first, length);
        int to = (int) Math.min((long) first + steps, length);
        NDArray part = cube.get(new NDIndex().addAllDim(2).addSliceDim(from, to));
        int missing = steps - (to - from);
        return missing == 0 ? part : part.concat(manager.zeros(new Shape(rows, lanes, missing), DataType.FLOAT64), 2);
    }

    private NDArray ownSamples(List<PlacedWaveform> own, int waveforms) {
        int rows =
                Set.copyOf(own.stream().map(PlacedWaveform::waveform).toList()).size() == 1 ? 1 : own.size();
        double[] flat = new double[Math.multiplyExact(rows, Math.multiplyExact(waveforms, steps))];
        for (int i = 0; i < rows * waveforms; i++) {
            Waveform waveform = own.get(i / waveforms).waveform();
            double[] samples = waveform.samples(waveform.lanes() == 1 ? 0 : i % waveforms);
            int from = Math.min(first, samples.length);
            System.arraycopy(samples, from, flat, i * steps, Math.min(steps, samples.length - from));
        }
        return manager.create(flat, new Shape(rows, waveforms, steps));
    }

    // ---- places ----

    /** The places of the models; one row if they are the same in all of them. */
    private int[][] own(Function<NeuronModel, int[]> places) {
        int[][] all = models.stream().map(places).toArray(int[][]::new);
        boolean areEqual = Arrays.stream(all).allMatch(row -> Arrays.equals(row, all[0]));
        return areEqual ? new int[][] {all[0]} : all;
    }

    private int[][] places(ProtocolSlot slot, int[][] ownRows, Domain[] domains) {
        String name = slot.name();
        NDArray given = inputs.given(slot);
        if (given == null) {
            return ownRows;
        }
        int[] own = ownRows[0];
        Shape shape = given.getShape();
        long[] flat = Places.wholeNumbers(name, given);
        NDArray counted = own.length == 1 && shape.dimension() == 1 && shape.get(0) != 1 ? given.reshape(-1, 1) : given;
        boolean batched = batch.note(name, counted, 1);
        int rows = batched ? batch.size() : 1;
        if (flat.length != (long) rows * own.length) {
            throw new IllegalArgumentException("'" + name + "' has the shape " + shape + "; expected are " + own.length
                    + " places, or (batch, " + own.length + ")");
        }
        int[][] places = new int[rows][own.length];
        for (int i = 0; i < flat.length; i++) {
            Domain domain = domains[i % own.length];
            int count = model.columns(domain).rows();
            places[i / own.length][i % own.length] = Places.row(name, flat[i], domain.row(), count);
        }
        return places;
    }

    private int[][] positions(ProtocolSlot slot, int[][] places, Domain[] domains, int[] variables) {
        int[][] positions = new int[places.length][];
        for (int row = 0; row < places.length; row++) {
            positions[row] = new int[places[row].length];
            for (int i = 0; i < domains.length; i++) {
                int[] rows = program.variables().get(variables[i]).rows();
                positions[row][i] = Arrays.binarySearch(rows, places[row][i]);
                if (positions[row][i] < 0) {
                    throw new IllegalArgumentException("'" + slot.name() + "': "
                            + model.place(domains[i], places[row][i]) + " has no '"
                            + program.variables().get(variables[i]).name() + "'");
                }
            }
        }
        return positions;
    }

    private static int[][] beside(int[][] left, int[][] right) {
        int rows = Math.max(left.length, right.length);
        int[][] joined = new int[rows][];
        for (int row = 0; row < rows; row++) {
            int[] a = left[left.length == 1 ? 0 : row];
            int[] b = right[right.length == 1 ? 0 : row];
            joined[row] = Arrays.copyOf(a, a.length + b.length);
            System.arraycopy(b, 0, joined[row], a.length, b.length);
        }
        return joined;
    }
}
