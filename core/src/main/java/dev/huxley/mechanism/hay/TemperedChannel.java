package dev.huxley.mechanism.hay;

import dev.huxley.mechanism.GatedChannel;
import java.util.List;

/** A channel whose rates were measured at 21 °C and grow by a factor of 2.3 per 10 °C. */
abstract class TemperedChannel extends GatedChannel {
    /** The temperature (°C) of the published model. */
    static final double CELSIUS = 34;

    /** The factor by which rates are faster than at 21 °C. */
    final double q;

    private final double celsius;

    TemperedChannel(String name, double celsius) {
        super(name);
        if (!Double.isFinite(celsius)) {
            throw new IllegalArgumentException("mechanism " + name + ": a temperature of " + celsius + " °C");
        }
        this.celsius = celsius;
        q = Math.pow(2.3, (celsius - 21) / 10);
    }

    @Override
    public final List<Object> constants() {
        return List.of(celsius);
    }
}
