package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.Arithmetic;
import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import dev.huxley.program.Program;
import java.util.function.Consumer;

/**
 * Writes the actions at the places of a run: stimuli, clamps and recordings. The places are data. Their memory has one
 * number per place and lane: stimuli first (floats before the node in an array over nodes), then clamps (floats before
 * the row in arrays like the clamped variable's), a gap as long as the conductances of clamps, then recordings (floats
 * before the element in the arena). If all lanes share their places, only the first number per place counts and whole
 * vectors of lanes are moved; otherwise every lane has its own number, which includes the lane's offset.
 */
public final class PlaceEmitter {
    /** An action at a place. */
    interface Body {
        /**
         * @param vector as wide as the moved vector
         * @param element the place: the number of floats before its element
         * @param sample the number of floats before the element in (places, lanes)
         */
        void write(Arithmetic vector, String element, String sample);
    }

    private final Program program;
    private final int lanes;
    private final int recordings;
    private final int samples;
    private final int[] clampSamples;
    private final int[] conductanceSamples;

    public PlaceEmitter(MemoryPlan plan) {
        program = plan.program();
        lanes = plan.layout().lanes();
        recordings = program.recordings().length;
        clampSamples = new int[program.clamps().size()];
        int next = program.stimulusCount();
        for (int i = 0; i < clampSamples.length; i++) {
            clampSamples[i] = next;
            next += program.clamps().get(i).lanes();
        }
        conductanceSamples = new int[clampSamples.length];
        for (int i = 0; i < clampSamples.length; i++) {
            conductanceSamples[i] = next;
            next += program.clamps().get(i).hasResistance()
                    ? program.clamps().get(i).lanes()
                    : 0;
        }
        samples = next;
    }

    /** The number of stimuli, clamped elements and conductances of clamps: the samples of a step. */
    public int samples() {
        return samples;
    }

    public int recordings() {
        return recordings;
    }

    /** The number of a clamp's first sample. */
    public int clampSample(int clamp) {
        return clampSamples[clamp];
    }

    /** The number of the first sample of a clamp's conductances. */
    public int conductanceSample(int clamp) {
        return conductanceSamples[clamp];
    }

    void eachStimulus(IrFunction function, Body body) {
        each(function, 0, program.stimulusCount(), false, body);
    }

    void eachClamped(IrFunction function, int clamp, Body body) {
        each(function, clampSample(clamp), program.clamps().get(clamp).lanes(), false, body);
    }

    void eachClampedBackwards(IrFunction function, int clamp, Body body) {
        each(function, clampSample(clamp), program.clamps().get(clamp).lanes(), true, body);
    }

    void eachRecording(IrFunction function, Body body) {
        each(function, samples(), recordings(), false, body);
    }

    private void each(IrFunction function, int first, int count, boolean backwards, Body body) {
        if (count == 0) {
            return;
        }
        if (lanes == 1) {
            each(function, first, count, 1, backwards, body);
            return;
        }
        String shared = function.value("icmp ne i64 " + KernelArgument.SHARED_PLACES.value() + ", 0");
        function.choose(
                shared,
                () -> each(function, first, count, lanes, backwards, body),
                () -> each(function, first * lanes, count * lanes, 1, backwards, body));
    }

    private void each(IrFunction function, int first, int count, int width, boolean backwards, Body body) {
        // In backward order lanes are reversed too, which does not matter.
        Arithmetic vector = function.arithmetic(width);
        Consumer<String> one = index -> {
            String element = function.loadWord(KernelArgument.PLACES.value(), function.add(index, first));
            body.write(vector, element, function.multiply(index, width));
        };
        if (backwards) {
            function.loopBackwards(Integer.toString(count), one);
        } else {
            function.loop(Integer.toString(count), 1, one);
        }
    }
}
