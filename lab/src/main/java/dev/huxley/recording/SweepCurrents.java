package dev.huxley.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Finds the current that was injected in a sweep: command or recorded, idealized where it has noise. */
final class SweepCurrents {
    /**
     * The current of one sweep before it is idealized.
     *
     * @param values nA, one value per sample
     * @param isCommand whether it is a command rather than a recorded channel
     * @param origin in words
     * @param commandEdges the samples at which the command changes; empty if unknown
     */
    record Source(double[] values, boolean isCommand, String origin, int[] commandEdges) {}

    private final CurrentClampOptions options;

    SweepCurrents(CurrentClampOptions options) {
        this.options = options;
    }

    /**
     * The current of a sweep.
     *
     * @throws RecordingException if there is none; the message says why
     */
    Source of(Sweep sweep) {
        CurrentChoice choice = options.current();
        if (sweep.details().mode() == ClampMode.NO_CURRENT) {
            return new Source(new double[sweep.length()], true, "none (I = 0)", new int[0]);
        }
        Optional<Source> command = choice == CurrentChoice.MEASURED ? Optional.empty() : command(sweep);
        if (choice == CurrentChoice.COMMAND) {
            return command.orElseThrow(() -> noCurrent(sweep, "no command that is a current"));
        }
        Optional<Source> recorded = recorded(sweep);
        if (choice == CurrentChoice.MEASURED) {
            return recorded.orElseThrow(
                    () -> new RecordingException("no measured current: no channel that was recorded is"
                            + " a current; channels are " + SweepVoltage.described(sweep)
                            + (sweep.command().isPresent() ? "; the command may be one (--current command)" : "")));
        }
        if (choice == CurrentChoice.IDEALIZED && recorded.isPresent()) {
            return recorded.get();
        }
        return command.or(() -> recorded).orElseThrow(() -> noCurrent(sweep, "its current is unknown"));
    }

    private RecordingException noCurrent(Sweep sweep, String what) {
        CommandWaveform command = sweep.command();
        String reason = command.absenceReason()
                .map(absence -> "no command: " + absence)
                .orElse("the command " + command + " is not a current"
                        + (options.commandScale().isPresent()
                                ? ""
                                : "; if it commanded one, give its scale, as in --command-scale 0.01nA/mV"));
        return new RecordingException(what + ": " + reason + "; channels are " + SweepVoltage.described(sweep));
    }

    private Optional<Source> command(Sweep sweep) {
        CommandWaveform command = sweep.command();
        if (!command.isPresent()) {
            return Optional.empty();
        }
        OptionalDouble unit = ElectricalUnit.nanoamperePer(command.unit());
        double[] values = command.values().orElseThrow();
        // A file of series has a stimulus of its own name for each sweep.
        String origin = sweep.details().series().isPresent()
                ? "the file's stimulus [" + command.unit() + "]"
                : "the command " + command;
        if (unit.isPresent() && options.commandScale().isPresent()) {
            throw new IllegalArgumentException(
                    "the command " + command + " is a current already, so a scale (--command-scale)"
                            + " has no effect; leave it out, or give the true unit (--current-unit)");
        }
        if (unit.isPresent()) {
            values = ElectricalUnit.scaled(
                    values, options.currentUnit().map(this::factor).orElse(unit.getAsDouble()));
        } else if (options.commandScale().isPresent()) {
            double scale = options.commandScale().getAsDouble();
            values = Arrays.stream(values).map(value -> value * scale).toArray();
            origin += ", " + scale + " nA per " + command.unit();
        } else {
            return Optional.empty();
        }
        values = heldAtTheEnd(values);
        double bias = sweep.details().biasCurrentNa().orElse(0);
        // A command with noise was recorded, bias included.
        if (bias != 0 && CurrentIdealization.isNoiseFree(values)) {
            values = Arrays.stream(values).map(value -> value + bias).toArray();
            origin += String.format(Locale.ROOT, " with the bias current of %.4g pA", bias * 1e3);
        }
        return Optional.of(new Source(values, true, origin, new int[0]));
    }

    private double factor(String unit) {
        return ElectricalUnit.nanoamperePer(unit).orElseThrow();
    }

    private Optional<Source> recorded(Sweep sweep) {
        int[] channels = IntStream.range(0, sweep.channels().size())
                .filter(i -> ElectricalUnit.nanoamperePer(
                                sweep.channels().get(i).unit())
                        .isPresent())
                .toArray();
        if (channels.length == 0) {
            return Optional.empty();
        }
        RecordedChannel channel = sweep.channels().get(channels[0]);
        double[] values = heldAtTheEnd(ElectricalUnit.scaled(
                sweep.values(channels[0]), factor(options.currentUnit().orElse(channel.unit()))));
        return Optional.of(new Source(values, false, "recorded " + channel, commandEdges(sweep)));
    }

    /** Where the current is not known at the end (NaN), it is taken to be that of the beginning. */
    private static double[] heldAtTheEnd(double[] values) {
        int end = values.length;
        while (end > 0 && Double.isNaN(values[end - 1])) {
            end--;
        }
        if (end == 0) {
            throw new RecordingException("its current is NaN throughout");
        }
        double[] held = values.clone();
        Arrays.fill(held, end, held.length, values[0]);
        return held;
    }

    private static int[] commandEdges(Sweep sweep) {
        double[] command = sweep.command().values().orElse(new double[0]);
        return Staircase.runs(command, 1, StimulusCurrent.MOST_EPOCHS).stream()
                .skip(1)
                .mapToInt(epoch -> (int) epoch.startMs())
                .toArray();
    }

    /** The injected currents of sweeps that belong together. */
    List<StimulusCurrent> injected(List<Source> sources, List<int[]> peaks, double dt) {
        if (options.current() == CurrentChoice.MEASURED) {
            return asTheyAre(sources, dt, CurrentChoice.MEASURED, ", as it is");
        }
        boolean isCommand = sources.get(0).isCommand();
        boolean hasTransients = IntStream.range(0, sources.size())
                .anyMatch(i -> transients(sources.get(i), peaks.get(i), dt).isPresent());
        boolean isExact =
                !hasTransients && sources.stream().allMatch(source -> CurrentIdealization.isNoiseFree(source.values()));
        if (isExact || isCommand && options.current() == CurrentChoice.COMMAND) {
            return asTheyAre(
                    sources,
                    dt,
                    isCommand ? CurrentChoice.COMMAND : CurrentChoice.MEASURED,
                    isCommand ? "" : ", as it is: it has no noise");
        }
        List<StimulusCurrent> ideal = CurrentIdealization.of(
                sources.stream().map(Source::values).toList(),
                peaks,
                dt,
                sources.get(0).commandEdges(),
                sources.get(0).origin());
        boolean isStaircase = !ideal.get(0).epochs().isEmpty();
        return isCommand && !isStaircase && !hasTransients ? asTheyAre(sources, dt, CurrentChoice.COMMAND, "") : ideal;
    }

    private static List<StimulusCurrent> asTheyAre(
            List<Source> sources, double dt, CurrentChoice choice, String words) {
        List<StimulusCurrent> currents = new ArrayList<>();
        for (Source source : sources) {
            currents.add(StimulusCurrent.exact(source.values(), dt, choice, source.origin() + words));
        }
        return currents;
    }

    /** The transients of the current at spikes; none in a command without noise. */
    Optional<SpikeTransients> transients(Source source, int[] peaks, double dt) {
        return source.isCommand() && CurrentIdealization.isNoiseFree(source.values())
                ? Optional.empty()
                : Optional.of(SpikeTransients.of(source.values(), peaks, dt)).filter(found -> found.count > 0);
    }
}
