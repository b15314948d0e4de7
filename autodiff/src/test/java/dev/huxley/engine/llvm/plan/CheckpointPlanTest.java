package dev.huxley.engine.llvm.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.engine.llvm.plan.CheckpointPlan.Demand;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every plan that any budget gives is carried out on a machine whose state is the number of its step. */
class CheckpointPlanTest {
    private static final int NOWHERE = -1;

    private static final class Machine implements CheckpointPlan.Actions {
        private final CheckpointPlan plan;
        private final Demand demand;
        private final int[] slots;
        private int at = NOWHERE;
        private int pulled;
        private long repeated;
        private long mostBytes;

        Machine(CheckpointPlan plan, Demand demand) {
            this.plan = plan;
            this.demand = demand;
            pulled = demand.steps();
            slots = new int[plan.slots()];
            Arrays.fill(slots, NOWHERE);
        }

        @Override
        public void restoreKept(int number) {
            assertTrue(number >= 0 && number < plan.kept(), () -> this + ": kept " + number);
            at = plan.keptStep(number);
        }

        @Override
        public void restore(int slot) {
            assertTrue(slots[slot] != NOWHERE, () -> this + ": nothing in slot " + slot);
            at = slots[slot];
        }

        @Override
        public void save(int slot) {
            assertTrue(at != NOWHERE, () -> this + ": nothing to save");
            slots[slot] = at;
        }

        @Override
        public void advance(int from, int to) {
            assertEquals(from, at, () -> this + ": start of an advance");
            assertTrue(to > from && to <= demand.steps(), () -> this + ": from " + from + " to " + to);
            at = to;
            repeated += to - from;
        }

        @Override
        public void pull(int from, int to) {
            assertEquals(from, at, () -> this + ": start of a tape");
            assertEquals(pulled, to, () -> this + ": end of a tape");
            assertTrue(to > from, () -> this + ": an empty tape");
            assertTrue(to - from <= plan.tapeSteps(), () -> this + ": a tape of " + (to - from));
            pulled = from;
            at = NOWHERE;
            long inUse = Arrays.stream(slots).filter(step -> step != NOWHERE).count();
            mostBytes = Math.max(
                    mostBytes,
                    demand.blocks() * plan.kept() * demand.stateBytes()
                            + demand.workers() * (inUse * demand.stateBytes() + (to - from) * demand.tapeBytes()));
        }

        @Override
        public String toString() {
            return demand + ", " + plan;
        }
    }

    private static CheckpointPlan carriedOut(Demand demand, long budget) {
        CheckpointPlan plan = CheckpointPlan.of(demand, budget);
        Machine machine = new Machine(plan, demand);
        plan.backwards(machine);
        assertEquals(0, machine.pulled, () -> machine + ": pulled back to");
        assertEquals(plan.repeatedSteps(), machine.repeated, () -> machine + ": repeated");
        assertTrue(
                machine.repeated <= (plan.lengths().size() - 1L) * demand.steps(),
                () -> machine + ": repeated " + machine.repeated);
        assertTrue(machine.mostBytes <= plan.bytes(demand), () -> machine + ": used " + machine.mostBytes);
        assertTrue(plan.bytes(demand) <= budget, () -> machine + ": " + plan.bytes(demand) + " of " + budget);
        return plan;
    }

    @Test
    void everyStepIsPulledOnceWithinEveryBudget() {
        Set<Integer> levels = new HashSet<>();
        for (int steps = 1; steps <= 150; steps++) {
            for (int cached : new int[] {0, 1, 3, 8}) {
                for (int blocks : new int[] {1, 3}) {
                    Demand demand = new Demand(steps, 10, 7, blocks, Math.min(2, blocks), 7L * cached);
                    int failures = 0;
                    for (long budget = 1; budget < 40L * steps * blocks; budget += 1 + budget / 8) {
                        try {
                            levels.add(carriedOut(demand, budget).lengths().size());
                        } catch (IllegalArgumentException e) {
                            failures++;
                            assertTrue(budget < 400, budget + " bytes are too few for " + demand);
                        }
                    }
                }
            }
        }
        assertTrue(levels.containsAll(Set.of(1, 2, 3, 4)), "levels " + levels);
    }

    @Test
    void theLeastBudgetThatTheErrorNamesIsTheLeast() {
        for (int steps : new int[] {1, 2, 10, 77, 1000}) {
            for (int blocks : new int[] {1, 5}) {
                Demand demand = new Demand(steps, 1000, 300, blocks, 2, 10_000);
                String message = assertThrows(IllegalArgumentException.class, () -> CheckpointPlan.of(demand, 1))
                        .getMessage();
                long least = Long.parseLong(message.replaceAll(".*Checkpoints.auto\\((\\d+)\\).*", "$1"));
                carriedOut(demand, least);
                assertThrows(IllegalArgumentException.class, () -> CheckpointPlan.of(demand, least - 1), message);
            }
        }
    }

    @Test
    void withRoomEnoughNothingIsRepeatedAndTheTapeFitsTheCache() {
        Demand demand = new Demand(700, 4 * 32 * 8, 20 * 32 * 8, 313, 2, 512 << 10);
        CheckpointPlan plan = carriedOut(demand, 256L << 20);
        assertEquals(0, plan.repeatedSteps(), plan.toString());
        assertEquals(96, plan.tapeSteps(), plan.toString());
    }

    @Test
    void lessMemoryRepeatsMore() {
        Demand demand = new Demand(40_000, 40_000, 200_000, 1, 1, 512 << 10);
        long before = -1;
        for (long budget = 2L << 30; budget >= 2L << 20; budget /= 2) {
            long repeated = carriedOut(demand, budget).repeatedSteps();
            assertTrue(
                    repeated >= before, repeated + " steps repeated in " + budget + " bytes, " + before + " in twice");
            before = repeated;
        }
        assertTrue(before > 40_000, "repeated " + before);
    }

    @Test
    void aThousandCompartmentsAndFortyThousandStepsFitAQuarterOfAGigabyte() {
        long state = 1000L * 6 * 8;
        long tape = 1000L * 30 * 8;
        CheckpointPlan plan = carriedOut(new Demand(40_000, state, tape, 1, 1, 512 << 10), 256L << 20);
        assertTrue(plan.repeatedSteps() < 40_000, plan + " repeats " + plan.repeatedSteps() + " steps");
    }
}
