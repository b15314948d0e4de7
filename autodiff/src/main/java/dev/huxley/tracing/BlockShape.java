package dev.huxley.tracing;

import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.index.dim.NDIndexAll;
import ai.djl.ndarray.index.dim.NDIndexElement;
import ai.djl.ndarray.index.dim.NDIndexFixed;
import ai.djl.ndarray.index.dim.NDIndexSlice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * The own axes of a {@link TracingBlock}: tells which elements an index picks, a sum adds up and broadcasting repeats.
 * Elements are numbered in row-major order.
 */
record BlockShape(List<Integer> extents) {
    /** Elements of a shape that form another shape. */
    record Picked(BlockShape shape, int[] elements) {}

    /** Makes the error for a call from the fault and the remedy. */
    interface Refusal extends BiFunction<String, String, RuntimeException> {}

    static final BlockShape NONE = new BlockShape(List.of());

    BlockShape {
        extents = List.copyOf(extents);
    }

    static BlockShape of(int... extents) {
        return new BlockShape(Arrays.stream(extents).boxed().toList());
    }

    int rank() {
        return extents.size();
    }

    int extent(int axis) {
        return extents.get(axis);
    }

    /** The number of elements. */
    int size() {
        return extents.stream().reduce(1, Math::multiplyExact);
    }

    int[] toArray() {
        return extents.stream().mapToInt(Integer::intValue).toArray();
    }

    /** This shape behind a new first axis. */
    BlockShape behind(int extent) {
        List<Integer> longer = new ArrayList<>(extents);
        longer.add(0, extent);
        return new BlockShape(longer);
    }

    BlockShape withFirst(int extent) {
        List<Integer> other = new ArrayList<>(extents);
        other.set(0, extent);
        return new BlockShape(other);
    }

    boolean differsFromOnlyInFirstAxis(BlockShape other) {
        return rank() > 0
                && rank() == other.rank()
                && extents.subList(1, rank()).equals(other.extents.subList(1, rank()));
    }

    BlockShape expanded(int axis, Refusal refusal) {
        if (axis < 0 || axis > rank()) {
            throw refusal.apply("expandDims(" + axis + ")", "a new own axis can be at 0 to " + rank());
        }
        List<Integer> longer = new ArrayList<>(extents);
        longer.add(axis, 1);
        return new BlockShape(longer);
    }

    /** The shape that is left when these axes are summed away. */
    BlockShape without(int[] axes) {
        return new BlockShape(IntStream.range(0, rank())
                .filter(axis -> Arrays.stream(axes).noneMatch(gone -> gone == axis))
                .mapToObj(extents::get)
                .toList());
    }

    /** The summed elements, for every element that is left when these axes are summed away. */
    int[][] groups(int[] axes, Refusal refusal) {
        for (int axis : axes) {
            if (axis < 0 || axis >= rank()) {
                throw refusal.apply(
                        "a reduction over axis " + axis,
                        "the own axes are 0 to " + (rank() - 1)
                                + "; the rows behind them cannot be combined with each other");
            }
        }
        BlockShape left = without(axes);
        List<List<Integer>> groups = new ArrayList<>();
        IntStream.range(0, left.size()).forEach(i -> groups.add(new ArrayList<>()));
        for (int element = 0; element < size(); element++) {
            int[] at = index(element);
            int group = 0;
            for (int axis = 0; axis < rank(); axis++) {
                int here = axis;
                if (Arrays.stream(axes).noneMatch(gone -> gone == here)) {
                    group = group * extent(axis) + at[axis];
                }
            }
            groups.get(group).add(element);
        }
        return groups.stream()
                .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /** The elements that an index of numbers, slices and ":" picks, and their shape. */
    Picked pick(NDIndex index, Refusal refusal) {
        List<NDIndexElement> parts = index.getIndices();
        if (parts.size() > rank()) {
            throw refusal.apply(
                    "get with " + parts.size() + " indices",
                    "there are " + rank() + " own axes; the rows behind them cannot be combined with each other");
        }
        List<Integer> left = new ArrayList<>();
        List<int[]> chosen = new ArrayList<>();
        for (int axis = 0; axis < rank(); axis++) {
            NDIndexElement part = axis < parts.size() ? parts.get(axis) : new NDIndexAll();
            int[] here = chosen(part, extent(axis), refusal);
            chosen.add(here);
            if (!(part instanceof NDIndexFixed)) {
                left.add(here.length);
            }
        }
        int[] elements = {0};
        for (int axis = 0; axis < rank(); axis++) {
            int extent = extent(axis);
            int[] here = chosen.get(axis);
            elements = Arrays.stream(elements)
                    .flatMap(element -> Arrays.stream(here).map(at -> element * extent + at))
                    .toArray();
        }
        return new Picked(new BlockShape(left), elements);
    }

    private static int[] chosen(NDIndexElement part, int extent, Refusal refusal) {
        if (part instanceof NDIndexAll) {
            return IntStream.range(0, extent).toArray();
        }
        if (part instanceof NDIndexFixed fixed) {
            long at = fixed.getIndex() < 0 ? fixed.getIndex() + extent : fixed.getIndex();
            if (at < 0 || at >= extent) {
                throw refusal.apply(
                        "get(" + fixed.getIndex() + ")", "the elements of this axis are 0 to " + (extent - 1));
            }
            return new int[] {(int) at};
        }
        if (part instanceof NDIndexSlice slice) {
            long step = slice.getStep() == null ? 1 : slice.getStep();
            long from = slice.getMin() == null ? 0 : slice.getMin();
            long to = slice.getMax() == null ? extent : slice.getMax();
            from = Math.max(0, from < 0 ? from + extent : from);
            to = Math.min(extent, to < 0 ? to + extent : to);
            if (step < 1 || from >= to) {
                throw refusal.apply("get of an empty slice", "slices must ascend, within 0 to " + extent);
            }
            long first = from;
            return IntStream.range(0, (int) ((to - from + step - 1) / step))
                    .map(i -> (int) (first + i * step))
                    .toArray();
        }
        throw refusal.apply("get with " + part.getClass().getSimpleName(), "numbers, slices and ':' can pick elements");
    }

    /** The element of a narrower shape that broadcasting repeats at an element of this one. */
    int elementOf(BlockShape narrow, int element) {
        int[] at = index(element);
        int found = 0;
        for (int axis = 0; axis < narrow.rank(); axis++) {
            int here = at[axis + rank() - narrow.rank()];
            found = found * narrow.extent(axis) + (narrow.extent(axis) == 1 ? 0 : here);
        }
        return found;
    }

    /** The position of an element on every axis. */
    private int[] index(int element) {
        int[] at = new int[rank()];
        for (int axis = rank() - 1, rest = element; axis >= 0; axis--) {
            at[axis] = rest % extent(axis);
            rest /= extent(axis);
        }
        return at;
    }

    /**
     * The shape to which this one and another broadcast, as arrays do: extents of 1 repeated, missing axes added in
     * front.
     */
    BlockShape with(BlockShape other, Refusal refusal) {
        int longest = Math.max(rank(), other.rank());
        Integer[] all = new Integer[longest];
        for (int i = 1; i <= longest; i++) {
            int mine = i > rank() ? 1 : extent(rank() - i);
            int others = i > other.rank() ? 1 : other.extent(other.rank() - i);
            if (mine != others && mine != 1 && others != 1) {
                throw refusal.apply(
                        "with arrays of shape " + other, "the last own axes must be equally long, or one of them 1");
            }
            all[longest - i] = Math.max(mine, others);
        }
        return new BlockShape(List.of(all));
    }

    @Override
    public String toString() {
        return extents.toString();
    }
}
