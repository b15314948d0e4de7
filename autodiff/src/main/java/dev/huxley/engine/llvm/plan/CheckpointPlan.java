package dev.huxley.engine.llvm.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * The choice of the states of a run that are kept for its adjoint, and the order in which the adjoint repeats the steps
 * between them.
 *
 * <p>The adjoint needs the steps' intermediate values, last step first. It takes them from a tape that fits the
 * processor's cache, since memory beyond is slower than repeating the steps. So a run is cut into segments of the
 * length of a tape, and each is repeated from its start. With one level the forward run keeps the state at the start of
 * every segment. If that takes more memory than the budget, it keeps every n-th only, and the adjoint repeats n
 * segments at a time to find the states between; with more levels the same again between those. This is multi-level
 * checkpointing (Griewank and Walther, "Evaluating Derivatives", 2nd ed. 2008, section 12.2), in equal parts.
 *
 * <p>Cost: every step runs once forward and once with the tape; every level but the first repeats less than all steps
 * once more, see {@link #repeatedSteps}. Gradients do not depend on the plan beyond rounding: repeated states are the
 * same, bit for bit, but a tape is written by code that may round differently.
 *
 * @param steps the number of steps of the run
 * @param lengths for every level the number of steps between its states, each a multiple of the next if it is shorter
 *     than the run; the first level is kept by the forward run, the last has the length of a tape
 */
public record CheckpointPlan(int steps, List<Integer> lengths) {
    /**
     * The sizes that decide the plan of a run.
     *
     * @param steps the number of steps of the run
     * @param stateBytes the size of the state of one block
     * @param tapeBytes the size of the tape of one step of one block
     * @param blocks the number of blocks of the batch; each keeps the states of the first level
     * @param workers the number of workers that have a tape and the states of the other levels at the same time
     * @param cacheBytes the size that a tape should not exceed
     */
    public record Demand(int steps, long stateBytes, long tapeBytes, int blocks, int workers, long cacheBytes) {}

    /** The actions of the adjoint, which the plan puts in order. */
    public interface Actions {
        /** Restores a state that the forward run kept, that at the start of {@link #keptStep}. */
        void restoreKept(int number);

        /** Restores the state that was last saved in a slot. */
        void restore(int slot);

        /** Saves the current state. */
        void save(int slot);

        /** Runs steps without a tape, from the current state. */
        void advance(int from, int to);

        /** Runs steps with the tape, from the current state, and the adjoint back through it. */
        void pull(int from, int to);
    }

    /**
     * The plan that repeats least within a budget.
     *
     * @param budget the bytes for states and tapes
     * @throws IllegalArgumentException if even the least memory that any plan needs is above the budget
     */
    public static CheckpointPlan of(Demand demand, long budget) {
        long cached = demand.cacheBytes() / Math.max(1, demand.tapeBytes());
        // Whole squares of the transfers.
        cached -= cached > 8 ? cached % 8 : 0;
        long least = Long.MAX_VALUE;
        for (int tape = (int) Math.max(1, Math.min(demand.steps(), cached)); tape >= 1; tape /= 2) {
            int levels = 0;
            do {
                levels++;
                // The smallest division comes first: it repeats least.
                for (int division = 2; ; division++) {
                    CheckpointPlan plan = divided(demand.steps(), tape, levels, division);
                    long bytes = plan.bytes(demand);
                    if (bytes <= budget) {
                        return plan;
                    }
                    least = Math.min(least, bytes);
                    if (levels == 1 || plan.lengths.get(0) >= demand.steps()) {
                        break;
                    }
                }
            } while ((long) tape << (levels - 1) < demand.steps());
        }
        throw new IllegalArgumentException("the gradient of " + demand.steps() + " steps in " + demand.blocks()
                + " blocks of the batch on " + demand.workers() + " threads needs " + least
                + " bytes for checkpoints, but the budget is " + budget + "; give it "
                + "Checkpoints.auto(" + least + ") or more, or use fewer rows or threads");
    }

    /** The number of states that the forward run keeps. */
    public int kept() {
        return pieces(0, steps, lengths.get(0));
    }

    /** The step at whose start a state is kept. */
    int keptStep(int number) {
        return number * lengths.get(0);
    }

    /** The longest tape in steps. */
    public int tapeSteps() {
        return lengths.get(lengths.size() - 1);
    }

    /** The number of slots for the states of the other levels. */
    public int slots() {
        int slots = 0;
        for (int level = 1; level < lengths.size(); level++) {
            slots += slots(level);
        }
        return slots;
    }

    /** The bytes of all states and tapes. */
    long bytes(Demand demand) {
        return demand.blocks() * demand.stateBytes() * kept()
                + demand.workers() * (demand.stateBytes() * slots() + demand.tapeBytes() * tapeSteps());
    }

    /** The number of steps of a block that the adjoint runs without a tape, besides running all with it. */
    long repeatedSteps() {
        long repeated = 0;
        for (int level = 1; level < lengths.size(); level++) {
            int outer = lengths.get(level - 1);
            int inner = lengths.get(level);
            int rest = steps % outer;
            repeated += (long) (steps / outer) * (outer - inner);
            repeated += rest == 0 ? 0 : (long) (pieces(0, rest, inner) - 1) * inner;
        }
        return repeated;
    }

    /** Goes backward through all steps of a block. */
    public void backwards(Actions actions) {
        for (int number = kept() - 1; number >= 0; number--) {
            int from = keptStep(number);
            actions.restoreKept(number);
            int origin = number;
            backwards(actions, 1, from, Math.min(steps, from + lengths.get(0)), 0, () -> actions.restoreKept(origin));
        }
    }

    /**
     * Goes backward through steps, given the state at their start.
     *
     * @param origin restores this state
     */
    private void backwards(Actions actions, int level, int from, int to, int firstSlot, Runnable origin) {
        if (level == lengths.size()) {
            actions.pull(from, to);
            return;
        }
        int length = lengths.get(level);
        int pieces = pieces(from, to, length);
        boolean innermost = level == lengths.size() - 1;
        for (int piece = 1; piece < pieces; piece++) {
            int start = from + piece * length;
            actions.advance(start - length, start);
            // The last start is the current state when it is needed, and is restored only if the part is divided again.
            if (piece < pieces - 1 || !innermost) {
                actions.save(firstSlot + piece - 1);
            }
        }
        for (int piece = pieces - 1; piece >= 0; piece--) {
            int slot = firstSlot + piece - 1;
            Runnable start = piece == 0 ? origin : () -> actions.restore(slot);
            if (piece < pieces - 1) {
                start.run();
            }
            int begin = from + piece * length;
            backwards(actions, level + 1, begin, Math.min(to, begin + length), firstSlot + slots(level), start);
        }
    }

    private int slots(int level) {
        int states = pieces(0, Math.min(steps, lengths.get(level - 1)), lengths.get(level)) - 1;
        return level == lengths.size() - 1 ? Math.max(0, states - 1) : states;
    }

    /** The plan with the innermost length {@code tape}, multiplied by the division for every further level. */
    private static CheckpointPlan divided(int steps, int tape, int levels, int division) {
        List<Integer> lengths = new ArrayList<>();
        long length = tape;
        for (int level = 0; level < levels; level++) {
            lengths.add(0, (int) length);
            // A length beyond the run need not be a multiple.
            length = Math.min(Integer.MAX_VALUE, length * division);
        }
        return new CheckpointPlan(steps, List.copyOf(lengths));
    }

    private static int pieces(int from, int to, int length) {
        return (int) (((long) to - from + length - 1) / length);
    }
}
