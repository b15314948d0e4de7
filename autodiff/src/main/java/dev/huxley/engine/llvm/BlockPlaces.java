package dev.huxley.engine.llvm;

import dev.huxley.engine.llvm.emit.PlaceEmitter;
import dev.huxley.engine.llvm.jit.NativeMemory;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import dev.huxley.program.Program;

/** The places of stimuli, clamps and recordings of one block of a batch; see {@link PlaceEmitter}. */
final class BlockPlaces {
    private final Program program;
    private final MemoryPlan plan;
    private final PlaceEmitter places;
    /** Null before the first run. */
    private RunValues values;

    private final int lanes;
    private final NativeMemory memory;
    private boolean isLoaded;

    BlockPlaces(MemoryPlan plan, PlaceEmitter places) {
        this.plan = plan;
        this.places = places;
        program = plan.program();
        lanes = plan.layout().lanes();
        memory = NativeMemory.ofLongs((long) (places.samples() + places.recordings()) * lanes);
    }

    /** Takes the places of a run from now on. */
    void bind(RunValues others) {
        values = others;
        isLoaded = false;
    }

    /** Freed by who made this object. */
    NativeMemory memory() {
        return memory;
    }

    /** Sets the places of rows: as many as {@code count} from {@code first} on. */
    void load(int first, int count) {
        boolean shared = values.samePlacesInAllRows();
        if (shared && isLoaded) {
            return;
        }
        isLoaded = true;
        int[] recordings = program.recordings();
        for (int lane = 0; lane < (shared ? 1 : lanes); lane++) {
            int row = first + Math.min(lane, count - 1);
            int[] stimuli = values.stimulusPlaces(row);
            for (int i = 0; i < stimuli.length; i++) {
                setPlace(shared, i, lane, plan.nodePosition(stimuli[i]));
            }
            for (int clamp = 0; clamp < program.clamps().size(); clamp++) {
                int variable = program.clamps().get(clamp).variable();
                int[] clamped = values.clampPlaces(clamp, row);
                for (int i = 0; i < clamped.length; i++) {
                    setPlace(shared, places.clampSample(clamp) + i, lane, plan.position(variable, clamped[i]));
                }
            }
            int[] recorded = values.recordingPlaces(row);
            for (int i = 0; i < recorded.length; i++) {
                int variable = recordings[i];
                long element = plan.field(variable).offset() + plan.position(variable, recorded[i]);
                setPlace(shared, places.samples() + i, lane, element);
            }
        }
    }

    private void setPlace(boolean shared, int place, int lane, long element) {
        if (shared) {
            memory.set(place, element);
        } else {
            memory.set(place * lanes + lane, element + lane);
        }
    }
}
