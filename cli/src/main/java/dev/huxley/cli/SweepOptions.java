package dev.huxley.cli;

import dev.huxley.recording.CurrentChoice;
import dev.huxley.recording.CurrentClampOptions;
import dev.huxley.recording.SweepSelection;
import picocli.CommandLine.Option;

/** Options that choose channel, current and units of a recording. */
final class SweepOptions {
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
    private CurrentChoice current = CurrentChoice.AUTOMATIC;

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

    /** The choice of sweeps, channel and current. */
    CurrentClampOptions sweeps(String selection) {
        CurrentClampOptions options = CurrentClampOptions.DEFAULT
                .sweeps(SweepSelection.parse(selection))
                .current(current);
        options = channel == null ? options : options.channel(channel);
        options = electrode == null ? options : options.electrode(electrode);
        options = commandScale == null ? options : options.commandScale(commandScale);
        options = voltageUnit == null ? options : options.voltageUnit(voltageUnit);
        return currentUnit == null ? options : options.currentUnit(currentUnit);
    }
}
