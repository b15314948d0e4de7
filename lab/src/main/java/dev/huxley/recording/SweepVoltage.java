package dev.huxley.recording;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the voltage of a sweep: the channel, its unit, its end. */
final class SweepVoltage {
    /** The beginning of reasons that are no fault of a sweep. */
    static final String NOT_CURRENT_CLAMP = "not current clamp: ";
    /** Exact zeros at the end count as not recorded if there are so many. */
    private static final int ZEROS = 10;
    /** A voltage that follows the commanded one this closely is clamped, mV. */
    private static final double CLAMPED = 2;

    private final CurrentClampOptions options;

    SweepVoltage(CurrentClampOptions options) {
        this.options = options;
    }

    /** The reason why a sweep is not one of current clamp; empty if it is. */
    Optional<String> whyNotCurrentClamp(Sweep sweep) {
        if (sweep.details().mode() == ClampMode.VOLTAGE_CLAMP) {
            return Optional.of(NOT_CURRENT_CLAMP + "it was recorded in voltage clamp");
        }
        List<Integer> channels = voltageChannels(sweep);
        boolean commandsVoltage = sweep.command().isPresent()
                && ElectricalUnit.millivoltPer(sweep.command().unit()).isPresent()
                && options.commandScale().isEmpty();
        if (channels.isEmpty()) {
            boolean recordsCurrent = sweep.channels().stream()
                    .anyMatch(channel ->
                            ElectricalUnit.nanoamperePer(channel.unit()).isPresent());
            return Optional.of(NOT_CURRENT_CLAMP
                    + (sweep.details().mode() != ClampMode.UNKNOWN
                            ? "the file says " + sweep.details().mode() + ", but no channel carries a voltage"
                            : recordsCurrent
                                    ? "voltage clamp: it records a current"
                                            + (commandsVoltage ? " under a commanded voltage" : "")
                                    : "no channel carries a voltage")
                    + "; channels are " + described(sweep));
        }
        if (commandsVoltage
                && channels.size() == 1
                && follows(sweep.voltage(channels.get(0)), sweep.command().voltage())) {
            return Optional.of(
                    NOT_CURRENT_CLAMP + "voltage clamp: the recorded voltage follows the command " + sweep.command());
        }
        return Optional.empty();
    }

    private static boolean follows(double[] voltage, double[] command) {
        double sum = 0;
        boolean changes = false;
        for (int i = 0; i < voltage.length; i++) {
            sum += (voltage[i] - command[i]) * (voltage[i] - command[i]);
            changes |= Math.abs(command[i] - command[0]) > 2 * CLAMPED;
        }
        return changes && Math.sqrt(sum / voltage.length) < CLAMPED;
    }

    /**
     * The voltage in mV.
     *
     * @throws RecordingException if several channels carry a voltage and none is chosen
     */
    double[] of(Sweep sweep) {
        int channel = channel(sweep);
        String unit = options.voltageUnit().orElse(sweep.channels().get(channel).unit());
        double factor = ElectricalUnit.millivoltPer(unit).orElseThrow();
        return ElectricalUnit.scaled(sweep.values(channel), factor);
    }

    private int channel(Sweep sweep) {
        List<Integer> channels = voltageChannels(sweep);
        if (channels.size() > 1) {
            throw new RecordingException(channels.size() + " channels carry a voltage: " + described(sweep)
                    + "; choose one by its name or number (--channel "
                    + (channels.get(channels.size() - 1) + 1) + ")");
        }
        return channels.get(0);
    }

    /** The channels with a unit of voltage; if one is chosen, that one. */
    private List<Integer> voltageChannels(Sweep sweep) {
        List<RecordedChannel> channels = sweep.channels();
        if (options.channel().isPresent()) {
            String wanted = options.channel().get().strip();
            int found = IntStream.range(0, channels.size())
                    .filter(i -> channels.get(i).name().equalsIgnoreCase(wanted))
                    .findFirst()
                    .orElseGet(() -> wanted.matches("[0-9]{1,4}") ? Integer.parseInt(wanted) - 1 : -1);
            if (found < 0 || found >= channels.size()) {
                throw new IllegalArgumentException(
                        "there is no channel \"" + wanted + "\"; channels are " + described(sweep));
            }
            if (ElectricalUnit.millivoltPer(channels.get(found).unit()).isEmpty()
                    && options.voltageUnit().isEmpty()) {
                throw new IllegalArgumentException("channel " + (found + 1) + " " + channels.get(found)
                        + " is not a voltage (" + ElectricalUnit.VOLTAGE_UNITS + "); channels are " + described(sweep));
            }
            return List.of(found);
        }
        return IntStream.range(0, channels.size())
                .filter(i -> ElectricalUnit.millivoltPer(channels.get(i).unit()).isPresent())
                .boxed()
                .toList();
    }

    /** The channels, numbered from 1. */
    static String described(Sweep sweep) {
        return IntStream.range(0, sweep.channels().size())
                .mapToObj(i -> (i + 1) + " " + sweep.channels().get(i))
                .collect(Collectors.joining(", "));
    }

    /** The number of samples before a tail of NaN or exact zeros. */
    static int end(double[] voltage) {
        int end = voltage.length;
        while (end > 0 && Double.isNaN(voltage[end - 1])) {
            end--;
        }
        int zeros = end;
        while (zeros > 0 && voltage[zeros - 1] == 0) {
            zeros--;
        }
        return end - zeros >= ZEROS ? zeros : end;
    }
}
