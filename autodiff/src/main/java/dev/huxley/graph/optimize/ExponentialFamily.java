package dev.huxley.graph.optimize;

import dev.huxley.graph.GraphBuilder;
import dev.huxley.graph.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Exponentials {@code exp(k w + d)} that one exponential {@code p = exp(w)} serves; see {@link ExponentialMerging}. All
 * have the same base, and all are clipped or none is. Negative k, of clipped ones only, are powers of {@code 1 / p}.
 *
 * <p><b>Clipped</b> at K, the member needs p up to {@code t = (K - d) / k} only. The argument w is clipped at the
 * largest t; on the way to smaller ones p itself is clipped at e^t as soon as its power could grow beyond e^80, which
 * is finite in float32 too; else the power is clipped. Clips beyond e^80 are far: their families have e^709 in place of
 * e^80, and no members with negative k. If there are members with negative k, w is clipped at 80, so that 1 / p falls
 * as far as float32 has normal numbers, and p is clipped from below before it is inverted.
 *
 * <p><b>Unclipped</b>, e^d is multiplied into one half of the power before the other half, since {@code p^k} alone
 * might overflow or underflow where {@code p^k e^d} does not. A power has two halves if k >= 2; where a shifted member
 * has k = 1, everything is built on {@code exp(w / 2)}.
 */
final class ExponentialFamily {

    private static final int LARGEST_MULTIPLE = 8;
    private static final double LARGEST_SHIFT = 20;
    /** The largest exponent of near clips, whose powers and inverses are finite in float32 too. */
    private static final double LARGEST_EXPONENT = 80;
    /** The largest exponent of far clips; e^709 is finite in float64. */
    private static final double LARGEST_OF_DOUBLES = 709;
    /**
     * The largest exponent of an inverted value: its square, a part of the derivative of the inverse, is finite in
     * float32 too.
     */
    private static final double LARGEST_INVERTED_EXPONENT = 40;
    /** The largest argument with negative members; both e^80 and e^-80 are normal numbers in float32. */
    private static final double LARGEST_ARGUMENT = 80;

    private static final double EPSILON = Math.ulp(1.0);

    /** A member {@code exp(k w + d)}, with the absolute value of k. */
    private record Member(Exponential exponential, boolean isInverse, int multiple, double shift) {
        double largestArgument() {
            return (exponential.cap() - shift) / multiple;
        }
    }

    private final List<Exponential> exponentials = new ArrayList<>();
    /** The argument is w = slope * base + offset. */
    private double slope;

    private double offset;

    ExponentialFamily(Exponential first) {
        exponentials.add(first);
        slope = first.argument().slope();
        offset = first.argument().offset();
    }

    int size() {
        return exponentials.size();
    }

    /** The indices of the exponentials' nodes. */
    List<Integer> nodes() {
        return exponentials.stream().map(Exponential::node).toList();
    }

    /** Adds the exponential if all slopes are small multiples of one slope; returns whether it did. */
    boolean add(Exponential candidate) {
        for (int parts = 1; parts <= LARGEST_MULTIPLE; parts++) {
            double finer = slope / parts;
            double finerOffset = offset / parts;
            boolean allFit = fits(candidate, finer, finerOffset);
            for (Exponential member : exponentials) {
                allFit &= fits(member, finer, finerOffset);
            }
            if (allFit) {
                slope = finer;
                offset = finerOffset;
                exponentials.add(candidate);
                return true;
            }
        }
        return false;
    }

    private static boolean fits(Exponential exponential, double slope, double offset) {
        double ratio = exponential.argument().slope() / slope;
        double multiple = Math.rint(ratio);
        double shift = exponential.argument().offset() - multiple * offset;
        double largestExponent = multiple > 0 ? LARGEST_EXPONENT : -multiple * LARGEST_INVERTED_EXPONENT;
        double reach = isFar(exponential) ? LARGEST_OF_DOUBLES : Math.min(LARGEST_EXPONENT, largestExponent);
        return Math.abs(multiple) <= LARGEST_MULTIPLE
                && (multiple > 0 || (exponential.isClipped() && !isFar(exponential)))
                && Math.abs(ratio - multiple) <= 4 * EPSILON * Math.abs(multiple)
                && Math.abs(shift) <= LARGEST_SHIFT
                && (!exponential.isClipped() || exponential.cap() - shift <= reach);
    }

    /** Tells whether an exponential's clip is too high for float32, as that of a guard against overflow is. */
    static boolean isFar(Exponential exponential) {
        return exponential.isClipped() && exponential.cap() > LARGEST_EXPONENT;
    }

    /**
     * Builds all members.
     *
     * @param here the builder's nodes for the graph's; the base must be among them
     * @return for each exponential's node its value
     */
    Map<Integer, Integer> build(GraphBuilder builder, int[] here) {
        int base = here[exponentials.get(0).argument().base()];
        boolean isClipped = exponentials.get(0).isClipped();
        List<Member> members = members(1);
        boolean halved = !isClipped && members.stream().anyMatch(member -> member.multiple == 1 && member.shift != 0);
        int parts = halved ? 2 : 1;
        int scaled = builder.apply(Operation.MUL, base, builder.constant(slope / parts));
        int argument = builder.apply(Operation.ADD, scaled, builder.constant(offset / parts));
        return isClipped ? clipped(builder, argument, members) : unclipped(builder, argument, members(parts));
    }

    private List<Member> members(int parts) {
        List<Member> members = new ArrayList<>();
        for (Exponential exponential : exponentials) {
            AffineForm form = exponential.argument();
            int multiple = (int) Math.rint(form.slope() / slope);
            double shift = form.offset() - multiple * offset;
            boolean isRounding = Math.abs(shift) <= 4 * EPSILON * Math.abs(form.offset());
            members.add(new Member(exponential, multiple < 0, Math.abs(multiple) * parts, isRounding ? 0 : shift));
        }
        return members;
    }

    private static Map<Integer, Integer> clipped(GraphBuilder builder, int argument, List<Member> members) {
        List<Member> rising = sorted(members, false);
        List<Member> falling = sorted(members, true);
        double largest = falling.isEmpty() ? rising.get(0).largestArgument() : LARGEST_ARGUMENT;
        int exponential = builder.apply(Operation.EXP, Exponential.clipped(builder, argument, largest));
        Map<Integer, Integer> values = new LinkedHashMap<>();
        addClipped(builder, exponential, largest, rising, values);
        if (!falling.isEmpty()) {
            double largestOfInverse = falling.get(0).largestArgument();
            int least = builder.constant(Math.exp(-largestOfInverse));
            int raised =
                    builder.apply(Operation.WHERE, builder.apply(Operation.LT, exponential, least), least, exponential);
            int inverse = builder.apply(Operation.DIV, builder.constant(1), raised);
            addClipped(builder, inverse, largestOfInverse, falling, values);
        }
        return values;
    }

    private static List<Member> sorted(List<Member> members, boolean inverse) {
        List<Member> sorted = new ArrayList<>(members);
        sorted.removeIf(member -> member.isInverse != inverse);
        sorted.sort(Comparator.comparingDouble(member -> -member.largestArgument()));
        return sorted;
    }

    /**
     * @param value the value whose powers the members are; at most e^largest
     * @param sorted the members, those with the largest clip first
     */
    private static void addClipped(
            GraphBuilder builder, int value, double largest, List<Member> sorted, Map<Integer, Integer> values) {
        double limit = largest;
        Powers powers = new Powers(builder, value);
        for (Member member : sorted) {
            boolean isBelow = member.largestArgument() < limit;
            double reach = isFar(member.exponential) ? LARGEST_OF_DOUBLES : LARGEST_EXPONENT;
            boolean first = isBelow && member.multiple * limit > reach;
            if (first) {
                limit = member.largestArgument();
                powers = new Powers(builder, Exponential.clipped(builder, powers.power(1), Math.exp(limit)));
            }
            int power = powers.times(member.multiple, member.shift);
            double cap = Math.exp(member.exponential.cap());
            values.put(member.exponential.node(), isBelow && !first ? Exponential.clipped(builder, power, cap) : power);
        }
    }

    private static Map<Integer, Integer> unclipped(GraphBuilder builder, int argument, List<Member> members) {
        Powers powers = new Powers(builder, builder.apply(Operation.EXP, argument));
        Map<Integer, Integer> values = new LinkedHashMap<>();
        for (Member member : members) {
            int half = member.multiple / 2;
            int value = member.shift == 0
                    ? powers.power(member.multiple)
                    : builder.apply(
                            Operation.MUL, powers.times(half, member.shift), powers.power(member.multiple - half));
            values.put(member.exponential.node(), value);
        }
        return values;
    }

    /** The powers of a value, by squarings. */
    private static final class Powers {
        private final GraphBuilder builder;
        private final Map<Integer, Integer> known = new HashMap<>();

        Powers(GraphBuilder builder, int value) {
            this.builder = builder;
            known.put(1, value);
        }

        int power(int exponent) {
            Integer power = known.get(exponent);
            if (power == null) {
                power = exponent % 2 == 0
                        ? builder.apply(Operation.SQUARE, power(exponent / 2))
                        : builder.apply(Operation.MUL, power(exponent - 1), power(1));
                known.put(exponent, power);
            }
            return power;
        }

        /** The power times e^shift. */
        int times(int exponent, double shift) {
            int power = power(exponent);
            return shift == 0 ? power : builder.apply(Operation.MUL, power, builder.constant(Math.exp(shift)));
        }
    }
}
