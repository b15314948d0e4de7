package dev.huxley.mechanism.hay;

import dev.huxley.mechanism.GatedChannel;
import dev.huxley.mechanism.Temperature;
import java.util.List;

/** A channel whose rates were measured at 21 °C and grow by a factor of 2.3 per 10 °C. */
abstract class TemperedChannel extends GatedChannel {
    /** The temperature (°C) of the published model. */
    static final double PUBLISHED = 34;

    private final double celsius;

    TemperedChannel(String name, double celsius) {
        super(name);
        this.celsius = celsius;
        temperature(Temperature.measuredAt(21).withQ10(2.3).usedAt(celsius));
    }

    @Override
    public final List<Object> constants() {
        return List.of(celsius);
    }
}
