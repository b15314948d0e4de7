package dev.huxley.engine.llvm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.huxley.engine.RunArguments;
import dev.huxley.engine.llvm.emit.Transfers.Rows;
import dev.huxley.engine.llvm.jit.NativeMemory;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory of a run's arguments: the caller's arrays, or copies if the run outlives its forward pass and the arrays
 * need not.
 */
final class RunValues implements AutoCloseable {
    private final RunArguments arguments;
    private final Shape[] shapes;
    private final long[] addresses;
    private final List<NativeMemory> copies = new ArrayList<>();
    private final NDManager owner;
    /** Owns the copies of arrays whose elements were not in order in memory; null if there is nothing to own. */
    private NDManager scratch;

    /**
     * @param known the addresses of lasting arrays
     * @param copied whether the other arrays may be closed or overwritten before this object is closed
     */
    RunValues(RunArguments arguments, NDManager owner, LastingAddresses known, boolean copied) {
        this.arguments = arguments;
        int count = arguments.arrays().size();
        shapes = new Shape[count];
        addresses = new long[count];
        this.owner = owner;
        try {
            for (int i = 0; i < count; i++) {
                NDArray array = arguments.arrays().get(i);
                shapes[i] = array.getShape();
                boolean lasts = arguments.lasting()[i];
                addresses[i] = lasts ? known.of(i, array, this::scratch) : ArrayMemory.address(array, scratch());
                if (copied && !lasts) {
                    NativeMemory copy = NativeMemory.copyOf(addresses[i], shapes[i].size() * Double.BYTES);
                    copies.add(copy);
                    addresses[i] = copy.address();
                }
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
        if (copied) {
            closeScratch();
        }
    }

    private NDManager scratch() {
        if (scratch == null) {
            scratch = owner.newSubManager();
        }
        return scratch;
    }

    private void closeScratch() {
        if (scratch != null) {
            scratch.close();
            scratch = null;
        }
    }

    int batch() {
        return arguments.batch();
    }

    int steps() {
        return arguments.steps();
    }

    Shape shape(int argument) {
        return shapes[argument];
    }

    /** Tells whether an argument has one row for a batch of several. */
    boolean isShared(int argument) {
        return shapes[argument].get(0) == 1 && batch() > 1;
    }

    /** The part of an argument for {@code count} rows of the batch from {@code first} on. */
    Rows rows(int argument, int first, int count) {
        return rows(argument, addresses[argument], first, count);
    }

    /** The same part of an array of an argument's shape at another address. */
    Rows rows(int argument, long address, int first, int count) {
        long size = shapes[argument].size() / shapes[argument].get(0);
        return isShared(argument)
                ? new Rows(address, 0, count)
                : new Rows(address + first * size * Double.BYTES, size, count);
    }

    boolean samePlacesInAllRows() {
        return arguments.stimulusPlaces().length == 1
                && arguments.recordingPlaces().length == 1
                && arguments.clampPlaces().stream().allMatch(places -> places.length == 1);
    }

    int[] stimulusPlaces(int row) {
        return ofRow(arguments.stimulusPlaces(), row);
    }

    /** The number of the waveform of every stimulus lane. */
    int[] stimulusWaveforms() {
        return arguments.stimulusWaveforms();
    }

    int[] clampPlaces(int clamp, int row) {
        return ofRow(arguments.clampPlaces().get(clamp), row);
    }

    int[] recordingPlaces(int row) {
        return ofRow(arguments.recordingPlaces(), row);
    }

    /** The delays of the synapses of every delay line, in steps. */
    List<int[]> delays() {
        return arguments.delays();
    }

    @Override
    public void close() {
        copies.forEach(NativeMemory::close);
        copies.clear();
        closeScratch();
    }

    private static int[] ofRow(int[][] places, int row) {
        return places[places.length == 1 ? 0 : row];
    }
}
