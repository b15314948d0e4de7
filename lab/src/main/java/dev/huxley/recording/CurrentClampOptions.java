package dev.huxley.recording;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The choices with which {@link CurrentClampSweeps} takes sweeps from a recording. Immutable: every method gives new
 * options.
 *
 * @param channel the voltage channel, by name or by number from 1; empty where there is only one
 * @param electrode the electrode's name, for files with several; empty for the only or all of them
 * @param current the current to take
 * @param commandScale the current in nA per unit of a command that is not a current, for instance 0.01 for an external
 *     command with 10 pA per mV
 * @param voltageUnit the true unit of the voltage, for files that name a wrong one
 * @param currentUnit the true unit of the current, for files that name a wrong one
 * @param sweeps the sweeps
 */
public record CurrentClampOptions(
        Optional<String> channel,
        Optional<String> electrode,
        CurrentChoice current,
        OptionalDouble commandScale,
        Optional<String> voltageUnit,
        Optional<String> currentUnit,
        SweepSelection sweeps) {
    /** Everything chosen automatically, all sweeps. */
    public static final CurrentClampOptions DEFAULT = new CurrentClampOptions(
            Optional.empty(),
            Optional.empty(),
            CurrentChoice.AUTOMATIC,
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty(),
            SweepSelection.parse("all"));

    public CurrentClampOptions {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(electrode, "electrode");
        Objects.requireNonNull(current, "current");
        Objects.requireNonNull(sweeps, "sweeps");
        commandScale.ifPresent(scale -> {
            if (!Double.isFinite(scale) || scale == 0) {
                throw new IllegalArgumentException("the command scale is " + scale
                        + " nA per unit; give the current of one unit of the command, for instance 0.01 for 10 pA/mV");
            }
        });
        voltageUnit.ifPresent(unit -> {
            if (ElectricalUnit.millivoltPer(unit).isEmpty()) {
                throw new IllegalArgumentException(
                        "\"" + unit + "\" is no unit of voltage; give one of " + ElectricalUnit.VOLTAGE_UNITS);
            }
        });
        currentUnit.ifPresent(unit -> {
            if (ElectricalUnit.nanoamperePer(unit).isEmpty()) {
                throw new IllegalArgumentException(
                        "\"" + unit + "\" is no unit of current; give one of " + ElectricalUnit.CURRENT_UNITS);
            }
        });
    }

    /** Takes the voltage from this channel: its name, or its number from 1. */
    public CurrentClampOptions channel(String nameOrNumber) {
        return new CurrentClampOptions(
                Optional.of(nameOrNumber), electrode, current, commandScale, voltageUnit, currentUnit, sweeps);
    }

    /** Takes the sweeps of this electrode. */
    public CurrentClampOptions electrode(String name) {
        return new CurrentClampOptions(
                channel, Optional.of(name), current, commandScale, voltageUnit, currentUnit, sweeps);
    }

    /** Takes this current. */
    public CurrentClampOptions current(CurrentChoice choice) {
        return new CurrentClampOptions(channel, electrode, choice, commandScale, voltageUnit, currentUnit, sweeps);
    }

    /** Reads the command as a current of so many nA per unit of the command. */
    public CurrentClampOptions commandScale(double nanoamperePerUnit) {
        return new CurrentClampOptions(
                channel, electrode, current, OptionalDouble.of(nanoamperePerUnit), voltageUnit, currentUnit, sweeps);
    }

    /** Reads the voltage in this unit, whatever the file says: V, mV, uV or nV. */
    public CurrentClampOptions voltageUnit(String unit) {
        return new CurrentClampOptions(
                channel, electrode, current, commandScale, Optional.of(unit), currentUnit, sweeps);
    }

    /** Reads the current in this unit, whatever the file says: A, mA, uA, nA, pA or fA. */
    public CurrentClampOptions currentUnit(String unit) {
        return new CurrentClampOptions(
                channel, electrode, current, commandScale, voltageUnit, Optional.of(unit), sweeps);
    }

    /** Takes these sweeps, counted from 1. */
    public CurrentClampOptions sweeps(SweepSelection selection) {
        return new CurrentClampOptions(channel, electrode, current, commandScale, voltageUnit, currentUnit, selection);
    }
}
