package dev.huxley.search;

/**
 * Random numbers that follow from counters: a seed, a stream (one per use) and a counter (a generation, say). Nothing
 * needs to be kept between two draws of a search but the counter, and a resumed search draws what it would have drawn.
 * The generator is splitmix64 (Steele, Lea and Flood 2014), normal numbers are Box and Muller's (1958), by StrictMath,
 * so that they are the same on every machine.
 */
final class CounterRandom {
    private long state;
    private double spare = Double.NaN;

    CounterRandom(long seed, long stream, long counter) {
        state = mix(mix(mix(seed) + stream * 0x9E3779B97F4A7C15L) + counter * 0xD1B54A32D192ED03L);
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number in [0, 1). */
    double uniform() {
        state += 0x9E3779B97F4A7C15L;
        return (mix(state) >>> 11) * 0x1p-53;
    }

    /** A standard normal number. */
    double normal() {
        if (!Double.isNaN(spare)) {
            double value = spare;
            spare = Double.NaN;
            return value;
        }
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
        double angle = 2 * Math.PI * uniform();
        spare = radius * StrictMath.sin(angle);
        return radius * StrictMath.cos(angle);
    }

    double[] uniform(int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = uniform();
        }
        return values;
    }

    double[] normal(int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = normal();
        }
        return values;
    }
}
