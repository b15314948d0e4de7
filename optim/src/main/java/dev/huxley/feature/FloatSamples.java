package dev.huxley.feature;

/** Samples in a {@code float} array of somebody else, not copied. */
record FloatSamples(float[] values, int offset, int length) implements Samples {
    @Override
    public double at(int i) {
        return values[offset + i];
    }

    @Override
    public int firstAbove(int from, double level) {
        for (int i = offset + from; i < offset + length; i++) {
            if (values[i] > level) {
                return i - offset;
            }
        }
        return length;
    }

    @Override
    public int firstBelow(int from, double level) {
        for (int i = offset + from; i < offset + length; i++) {
            if (values[i] < level) {
                return i - offset;
            }
        }
        return length;
    }

    @Override
    public int lowest(int from, int to) {
        int lowest = offset + from;
        float value = values[lowest];
        for (int i = lowest + 1; i < offset + to; i++) {
            if (values[i] < value) {
                lowest = i;
                value = values[i];
            }
        }
        return lowest - offset;
    }

    @Override
    public int highest(int from, int to) {
        int highest = offset + from;
        float value = values[highest];
        for (int i = highest + 1; i < offset + to; i++) {
            if (values[i] > value) {
                highest = i;
                value = values[i];
            }
        }
        return highest - offset;
    }

    @Override
    public double mean(int from, int to) {
        double first = 0;
        double second = 0;
        int i = offset + from;
        for (; i + 1 < offset + to; i += 2) {
            first += values[i];
            second += values[i + 1];
        }
        if (i < offset + to) {
            first += values[i];
        }
        return (first + second) / (to - from);
    }
}
