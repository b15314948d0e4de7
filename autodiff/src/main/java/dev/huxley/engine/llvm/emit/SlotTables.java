package dev.huxley.engine.llvm.emit;

import dev.huxley.engine.llvm.jit.NativeMemory;
import dev.huxley.engine.llvm.plan.EliminationOrder;
import dev.huxley.engine.llvm.plan.MemoryPlan;
import dev.huxley.program.Program;
import dev.huxley.program.Program.Argument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The places of the arguments' elements in the arena of a plan, in memory for the transfers. Waveforms are not in the
 * arena.
 */
public final class SlotTables implements AutoCloseable {
    /**
     * The places of the elements of an argument.
     *
     * @param offset the number of floats before its array in the arena
     * @param scale the factor from the argument to the number in the arena
     * @param elementOfSlot the address of the element of every slot, padding having some element of its class; 0 if
     *     padding is zero
     * @param slots the number of slots
     * @param slotOfElement the address of the slot of every element
     * @param elements the number of elements
     */
    public record Table(int offset, double scale, long elementOfSlot, int slots, long slotOfElement, int elements) {}

    private final MemoryPlan plan;
    private final List<NativeMemory> memory = new ArrayList<>();
    private final List<List<Table>> tables = new ArrayList<>();

    public SlotTables(MemoryPlan plan) {
        this.plan = plan;
        for (Argument argument : plan.program().arguments()) {
            tables.add(
                    switch (argument.kind()) {
                        case VARIABLE -> List.of(ofVariable(argument.index()));
                        case AXIAL_CONDUCTANCE, DIFFUSIVE_COUPLING -> List.of(ofCouplings(argument.index()));
                        case PROPAGATOR -> ofPropagator(argument.index());
                        case STIMULUS, CLAMP, CLAMP_CONDUCTANCE -> List.of();
                    });
        }
    }

    /** All places of an argument in the arena; its cotangent is in the mirror of the first. */
    public List<Table> tables(int argument) {
        return tables.get(argument);
    }

    @Override
    public void close() {
        memory.forEach(NativeMemory::close);
    }

    private Table ofVariable(int variable) {
        return table(plan.field(variable).offset(), 1, plan.rowAtSlot(variable), plan.slotOfRow(variable));
    }

    private Table ofCouplings(int variable) {
        int[] elementOfSlot = plan.eliminations().stream()
                .mapToInt(EliminationOrder.Elimination::edge)
                .toArray();
        int[] slotOfElement = new int[elementOfSlot.length];
        for (int slot = 0; slot < elementOfSlot.length; slot++) {
            slotOfElement[elementOfSlot[slot]] = slot;
        }
        // The factor from a coupling per ms to the flow in a step.
        double scale = plan.loops().systems().stream()
                .filter(system -> system.variable() == variable)
                .mapToDouble(system -> system.span() * plan.program().timeStep())
                .findFirst()
                .orElseThrow();
        return table(plan.couplings(variable), scale, elementOfSlot, slotOfElement);
    }

    /** A matrix (rows, columns) as (columns, slots), and its transpose. */
    private List<Table> ofPropagator(int variable) {
        int[] slots = plan.slotOfRow(Program.VOLTAGE);
        int height = plan.compartmentSlots();
        int[] slotOfElement = new int[slots.length * slots.length];
        int[] transposed = new int[slotOfElement.length];
        for (int row = 0; row < slots.length; row++) {
            for (int column = 0; column < slots.length; column++) {
                slotOfElement[row * slots.length + column] = slots[column] * height + slots[row];
                transposed[row * slots.length + column] = slots[row] * height + slots[column];
            }
        }
        int size = height * height;
        int elements = slotOfElement.length;
        return List.of(
                new Table(plan.propagator(variable), 1, 0, size, address(slotOfElement), elements),
                new Table(plan.transposedPropagator(variable), 1, 0, size, address(transposed), elements));
    }

    private Table table(int offset, double scale, int[] elementOfSlot, int[] slotOfElement) {
        return new Table(
                offset,
                scale,
                address(elementOfSlot),
                elementOfSlot.length,
                address(slotOfElement),
                slotOfElement.length);
    }

    private long address(int[] numbers) {
        NativeMemory copy =
                NativeMemory.of(Arrays.stream(numbers).asLongStream().toArray());
        memory.add(copy);
        return copy.address();
    }
}
