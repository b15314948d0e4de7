package dev.huxley.cli;

import dev.huxley.recording.CurrentChoice;
import dev.huxley.recording.CurrentClampOptions;
import dev.huxley.recording.SweepSelection;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that choose sweeps, channel, current and units of a recording. */
final class SweepOptions {
    @Option(
            names = "--sweeps",
            paramLabel = "LIST",
            description = "sweeps to use, counted from 1: 7-9 or 1,3,5-7 or all (default: all)")
    private String sweeps;

    @Option(
            names = "--channel",
            paramLabel = "NAME",
            description = "the voltage channel, by name or number from 1, of a file with several")
    private String channel;

    @Option(names = "--electrode", paramLabel = "NAME", description = "the electrode, of an NWB file with several")
    private String electrode;

    @Option(
            names = "--current",
            paramLabel = "KIND",
            description = {
                "the current to inject: command, measured (as it is), idealized (the mean of each epoch)",
                "(default: the command if it is a current, otherwise idealized)"
            },
            converter = CurrentOption.class)
    private CurrentChoice current;

    @Option(
            names = "--command-scale",
            paramLabel = "X",
            description = "the current of one unit of a command that is not a current: 0.01nA/mV or 10pA/mV",
            converter = CommandScaleOption.class)
    private Double commandScale;

    @Option(
            names = "--voltage-unit",
            paramLabel = "UNIT",
            description = "the true unit of the voltage, for files that name a wrong one")
    private String voltageUnit;

    @Option(
            names = "--current-unit",
            paramLabel = "UNIT",
            description = "the true unit of the current, for files that name a wrong one")
    private String currentUnit;

    /** The sweeps as they are typed; empty if none are named. */
    Optional<String> selection() {
        return Optional.ofNullable(sweeps);
    }

    /** The current; empty if none is named. */
    Optional<CurrentChoice> current() {
        return Optional.ofNullable(current);
    }

    /** The whole choice, of what is not named that of {@link CurrentClampOptions#DEFAULT}. */
    CurrentClampOptions chosen() {
        CurrentClampOptions options = CurrentClampOptions.DEFAULT;
        options = sweeps == null ? options : options.sweeps(SweepSelection.parse(sweeps));
        options = channel == null ? options : options.channel(channel);
        options = electrode == null ? options : options.electrode(electrode);
        options = current == null ? options : options.current(current);
        options = commandScale == null ? options : options.commandScale(commandScale);
        options = voltageUnit == null ? options : options.voltageUnit(voltageUnit);
        return currentUnit == null ? options : options.currentUnit(currentUnit);
    }
}
