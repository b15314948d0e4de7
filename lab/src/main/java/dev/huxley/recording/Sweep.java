package dev.huxley.recording;

import dev.huxley.display.Displayable;
import dev.huxley.protocol.TimePoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One sweep (episode, trace) of a recording: the values of every channel, equally spaced in time, and the commands.
 * Sample {@code i} belongs to time {@code i * sampleIntervalMs()} of the sweep. Immutable; every array that it returns
 * is a copy.
 */
public final class Sweep implements Displayable {
    private final int index;
    private final double startMs;
    private final double sampleIntervalMs;
    private final List<RecordedChannel> channels;
    private final double[][] values;
    private final List<CommandWaveform> commands;
    private final int stimulus;
    private final SweepDetails details;

    /**
     * A sweep without commands; the arrays are copied.
     *
     * @param index number in the recording, from 0
     * @param sampleIntervalMs time between two samples of a channel, ms
     * @param channels the recorded channels
     * @param values one array per channel, all of the same length, in the channel's unit
     */
    public Sweep(int index, double sampleIntervalMs, List<RecordedChannel> channels, double[][] values) {
        this(index, 0, sampleIntervalMs, channels, deepCopy(values), List.of(), 0);
    }

    /**
     * A sweep with commands; the arrays are copied.
     *
     * @param startMs when the sweep began, ms after the recording began
     * @param commands the analogue outputs; the first is {@link #command()}
     */
    public Sweep(
            int index,
            double startMs,
            double sampleIntervalMs,
            List<RecordedChannel> channels,
            double[][] values,
            List<CommandWaveform> commands) {
        this(index, startMs, sampleIntervalMs, channels, deepCopy(values), commands, 0);
    }

    /**
     * A sweep that keeps the given arrays. {@code stimulus} is the index in {@code commands} of the output that drives
     * the cell.
     */
    public Sweep(
            int index,
            double startMs,
            double sampleIntervalMs,
            List<RecordedChannel> channels,
            double[][] values,
            List<CommandWaveform> commands,
            int stimulus) {
        this(index, startMs, sampleIntervalMs, channels, values, commands, stimulus, SweepDetails.NONE);
    }

    private Sweep(
            int index,
            double startMs,
            double sampleIntervalMs,
            List<RecordedChannel> channels,
            double[][] values,
            List<CommandWaveform> commands,
            int stimulus,
            SweepDetails details) {
        if (!(sampleIntervalMs > 0) || Double.isInfinite(sampleIntervalMs)) {
            throw new IllegalArgumentException("sample interval must be positive: " + sampleIntervalMs + " ms");
        }
        if (channels.isEmpty() || values.length != channels.size()) {
            throw new IllegalArgumentException("a sweep needs one array per channel: " + channels.size() + " channels, "
                    + values.length + " arrays");
        }
        int length = values[0].length;
        for (int i = 0; i < values.length; i++) {
            if (values[i].length != length) {
                throw new IllegalArgumentException("channel " + channels.get(i) + " has " + values[i].length
                        + " samples, channel " + channels.get(0) + " has " + length);
            }
        }
        for (CommandWaveform command : commands) {
            if (command.isPresent() && command.length() != length) {
                throw new IllegalArgumentException(
                        "command " + command + " has " + command.length() + " samples, the channels have " + length);
            }
        }
        this.index = index;
        this.startMs = startMs;
        this.sampleIntervalMs = sampleIntervalMs;
        this.channels = List.copyOf(channels);
        this.values = values;
        this.commands = List.copyOf(commands);
        this.stimulus = stimulus;
        this.details = details;
    }

    /** The same sweep with these details. */
    public Sweep details(SweepDetails other) {
        return new Sweep(index, startMs, sampleIntervalMs, channels, values, commands, stimulus, other);
    }

    /** The facts that the file states about the sweep beside its samples. */
    public SweepDetails details() {
        return details;
    }

    /** The sweep's number in the recording, from 0. */
    public int index() {
        return index;
    }

    /** The time of sample 0, ms after the recording began. */
    public double startMs() {
        return startMs;
    }

    /** Time between two samples of a channel, ms. */
    public double sampleIntervalMs() {
        return sampleIntervalMs;
    }

    /** Number of samples per channel. */
    public int length() {
        return values[0].length;
    }

    /** {@code length() * sampleIntervalMs()}, ms. */
    public double durationMs() {
        return length() * sampleIntervalMs;
    }

    /** The recorded channels, in the order of the file. */
    public List<RecordedChannel> channels() {
        return channels;
    }

    /** A copy of the values of a channel (from 0) in that channel's unit. */
    public double[] values(int channel) {
        return values[checkChannel(channel)].clone();
    }

    /**
     * The recorded voltage in mV, from the only channel that has a unit of voltage.
     *
     * @throws RecordingException when no channel or more than one has such a unit; the message lists the channels
     */
    public double[] voltage() {
        return voltage(only("voltage", ElectricalUnit::millivoltPer, ElectricalUnit.VOLTAGE_UNITS));
    }

    /** The values of {@code channel} in mV; an error that lists the channels if its unit is not one of voltage. */
    public double[] voltage(int channel) {
        return converted(channel, "voltage", ElectricalUnit::millivoltPer, ElectricalUnit.VOLTAGE_UNITS);
    }

    /**
     * The recorded current in nA, from the only channel that has a unit of current. In a current clamp the current is
     * usually not recorded but commanded: see {@link #injectedCurrent()}.
     *
     * @throws RecordingException when no channel or more than one has such a unit; the message lists the channels
     */
    public double[] current() {
        return current(only("current", ElectricalUnit::nanoamperePer, ElectricalUnit.CURRENT_UNITS));
    }

    /** The values of {@code channel} in nA; an error that lists the channels if its unit is not one of current. */
    public double[] current(int channel) {
        return converted(channel, "current", ElectricalUnit::nanoamperePer, ElectricalUnit.CURRENT_UNITS);
    }

    /**
     * The current that drove the cell in nA: {@link #command()} if it is a current, otherwise the recorded {@link
     * #current()}.
     *
     * @throws RecordingException when there is neither; the message gives the reason
     */
    public double[] injectedCurrent() {
        CommandWaveform command = command();
        if (isCurrentCommanded()) {
            return command.current();
        }
        try {
            return current();
        } catch (RecordingException noCurrent) {
            String why = command.absenceReason()
                    .map(reason -> "is absent: " + reason)
                    .orElse("is not a current");
            throw new RecordingException("sweep " + (index + 1) + " has no injected current: command " + command + " "
                    + why + "; " + noCurrent.getMessage());
        }
    }

    private boolean isCurrentCommanded() {
        return command().isPresent()
                && ElectricalUnit.nanoamperePer(command().unit()).isPresent();
    }

    /**
     * The commands by analogue output: first the outputs that pair with the channels (output {@code i} with channel
     * {@code i}), then the output that drives the cell if it is another one. Empty when the file has no protocol at
     * all.
     */
    public List<CommandWaveform> commands() {
        return commands;
    }

    /** The command of the output that pairs with {@code channel}; absent when the file has no such output. */
    public CommandWaveform command(int channel) {
        checkChannel(channel);
        return channel < commands.size()
                ? commands.get(channel)
                : CommandWaveform.absent("?", "?", "the file has no command for channel " + channels.get(channel));
    }

    /**
     * The command that drives the cell: among the outputs with a waveform the protocol's active one, otherwise the
     * first; output 0 when none has a waveform.
     */
    public CommandWaveform command() {
        return commands.isEmpty()
                ? CommandWaveform.absent("?", "?", "the file carries no commands")
                : commands.get(stimulus);
    }

    /**
     * The part from {@code fromMs} (included) to {@code toMs} (excluded), each rounded to the nearest sample, in ms of this
     * sweep's time. The part begins at its own time 0.
     *
     * @throws IllegalArgumentException when the window is empty or exceeds the sweep; the message gives the range
     */
    public Sweep window(double fromMs, double toMs) {
        long first = TimePoints.nearest(fromMs, sampleIntervalMs);
        long end = TimePoints.nearest(toMs, sampleIntervalMs);
        if (!(fromMs < toMs && first >= 0 && first < end && end <= length())) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "window %s to %s ms: sweep %d has 0 to %s ms in steps of %s ms",
                    fromMs,
                    toMs,
                    index + 1,
                    durationMs(),
                    sampleIntervalMs));
        }
        int from = (int) first;
        int to = (int) end;
        double[][] part = new double[values.length][];
        for (int i = 0; i < part.length; i++) {
            part[i] = Arrays.copyOfRange(values[i], from, to);
        }
        List<CommandWaveform> commandParts = new ArrayList<>(commands.size());
        for (CommandWaveform command : commands) {
            commandParts.add(command.slice(from, to));
        }
        return new Sweep(
                index,
                startMs + from * sampleIntervalMs,
                sampleIntervalMs,
                channels,
                part,
                commandParts,
                stimulus,
                details);
    }

    private int checkChannel(int channel) {
        if (channel < 0 || channel >= channels.size()) {
            throw new IllegalArgumentException("no channel " + channel + "; " + describeChannels());
        }
        return channel;
    }

    private int only(String quantity, Function<String, OptionalDouble> factor, String units) {
        int[] fitting = IntStream.range(0, channels.size())
                .filter(i -> factor.apply(channels.get(i).unit()).isPresent())
                .toArray();
        if (fitting.length == 0) {
            throw new RecordingException(
                    "no channel carries a " + quantity + " (" + units + "); " + describeChannels());
        }
        if (fitting.length > 1) {
            throw new RecordingException(fitting.length + " channels carry a " + quantity + "; name one, as in "
                    + quantity + "(" + fitting[fitting.length - 1] + "); " + describeChannels());
        }
        return fitting[0];
    }

    private double[] converted(int channel, String quantity, Function<String, OptionalDouble> factors, String units) {
        RecordedChannel recorded = channels.get(checkChannel(channel));
        double factor = factors.apply(recorded.unit())
                .orElseThrow(() -> new RecordingException("channel " + channel + " " + recorded + " is not a "
                        + quantity + " (" + units + "); " + describeChannels()));
        return ElectricalUnit.scaled(values[channel], factor);
    }

    private String describeChannels() {
        return IntStream.range(0, channels.size())
                .mapToObj(i -> i + " " + channels.get(i))
                .collect(Collectors.joining(", ", "channels are ", ""));
    }

    private static double[][] deepCopy(double[][] values) {
        double[][] copy = new double[values.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values[i].clone();
        }
        return copy;
    }

    @Override
    public String toString() {
        return "Sweep " + (index + 1) + ": " + length() + " samples of " + sampleIntervalMs + " ms, "
                + describeChannels();
    }
}
