package dev.huxley.recording;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The facts that a file states about a sweep beside its samples. Absent means unknown, never 0.
 *
 * @param series the name of the recorded series in the file
 * @param mode the amplifier's mode
 * @param electrode the electrode's name
 * @param protocol the name of the stimulus
 * @param biasCurrentNa a constant current added to the command, nA
 * @param bridgeBalanceMegohm the resistance that the bridge circuit compensated, MOhm
 * @param capacitanceCompensationPf the compensated capacitance of the pipette, pF
 * @param accessResistanceMegohm the access (series) resistance, MOhm
 * @param sealGigohm the resistance of the seal, GOhm
 */
public record SweepDetails(
        Optional<String> series,
        ClampMode mode,
        Optional<String> electrode,
        Optional<String> protocol,
        OptionalDouble biasCurrentNa,
        OptionalDouble bridgeBalanceMegohm,
        OptionalDouble capacitanceCompensationPf,
        OptionalDouble accessResistanceMegohm,
        OptionalDouble sealGigohm) {
    /** Nothing is stated. */
    public static final SweepDetails NONE = new SweepDetails(
            Optional.empty(),
            ClampMode.UNKNOWN,
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());

    public SweepDetails {
        Objects.requireNonNull(series, "series");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(electrode, "electrode");
        Objects.requireNonNull(protocol, "protocol");
    }
}
