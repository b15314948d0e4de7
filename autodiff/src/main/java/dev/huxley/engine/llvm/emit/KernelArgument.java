package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.ir.IrFunction;
import dev.huxley.engine.llvm.plan.TapeLayout;

/** The arguments of a compiled time loop, 64 bits each. */
public enum KernelArgument {
    /** The address of the arena, see {@code MemoryPlan}. */
    ARENA,
    /** The address of the plan's tables. */
    TABLES,
    /** The address of the table of loops, see {@link FusedLoopTable}. */
    LOOPS,
    /** The address of the run's places, see {@link PlaceEmitter}. */
    PLACES,
    /** The address of the delays of synapses, see {@link DelayLineEmitter}. */
    DELAYS,
    /** The address of the waveforms: (steps, stimuli and clamps, lanes); in the adjoint, of their gradients. */
    WAVEFORMS,
    /** The address of the traces: (steps, recordings, lanes); in the adjoint, of their cotangents. */
    TRACES,
    /** The address of the tape: (steps, {@link TapeLayout#floats}). */
    TAPE,
    /** The number of steps. */
    STEPS,
    /** The number in the run of the first of these steps. */
    FIRST_STEP,
    /** The address of the team of threads, see {@link TeamEmitter}; 0 for none. */
    TEAM,
    /** 1 if all lanes have the same places, else 0. */
    SHARED_PLACES;

    /** Loads all arguments; each is then a value of its own name, see {@link #value}. */
    static void loadAll(IrFunction function) {
        for (KernelArgument word : values()) {
            String type = word.ordinal() < STEPS.ordinal() ? "ptr" : "i64";
            String address = function.wordAt("%words", Integer.toString(word.ordinal()));
            function.line(word.value() + " = load " + type + ", ptr " + address + ", align 8");
        }
    }

    /** The name of its value in a function that has loaded all arguments. */
    String value() {
        return switch (this) {
            case ARENA -> "%arena";
            case TABLES -> "%tables";
            case LOOPS -> "%loops";
            case PLACES -> "%places";
            case DELAYS -> "%delays";
            case WAVEFORMS -> "%waveforms";
            case TRACES -> "%traces";
            case TAPE -> "%tape";
            case STEPS -> "%steps";
            case FIRST_STEP -> "%first.step";
            case TEAM -> "%team.address";
            case SHARED_PLACES -> "%shared";
        };
    }
}
