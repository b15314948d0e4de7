package dev.huxley.fit.recording;

import dev.huxley.display.Displayable;
import dev.huxley.fit.FitResult;
import dev.huxley.model.Cell;
import dev.huxley.model.View;
import dev.huxley.neuron.NeuronExport;
import dev.huxley.protocol.Waveform;
import dev.huxley.report.FitReport;
import dev.huxley.report.ReportedParameter;
import dev.huxley.simulate.SteadyState;
import dev.huxley.text.Brief;
import dev.huxley.text.Quotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The result of a {@link RecordingFit}. Plain numbers: nothing in it needs to be closed. Immutable. */
public final class RecordingFitResult implements Displayable {
    private final RecordingFit settings;
    private final TargetSweeps target;
    private final FitResult fit;
    private final double[][] traces;
    private final double[][] startTraces;

    RecordingFitResult(
            RecordingFit settings, TargetSweeps target, FitResult fit, double[][] traces, double[][] startTraces) {
        this.settings = settings;
        this.target = target;
        this.fit = fit;
        this.traces = traces;
        this.startTraces = startTraces;
    }

    /** The losses of every start, the best parameters by path, and the condition that ended the fit. */
    public FitResult fit() {
        return fit;
    }

    /**
     * The fitted value of a parameter.
     *
     * @throws IllegalArgumentException if it was not free, or has several values
     */
    public double best(String path) {
        double[] values = fit.best().get(path);
        if (values == null || values.length != 1) {
            throw new IllegalArgumentException(
                    values == null
                            ? Quotation.of(path) + " was not fitted; fitted were "
                                    + String.join(", ", fit.best().keySet())
                            : Quotation.of(path) + " has " + values.length + " values; take them from fit().best()");
        }
        return values[0];
    }

    /**
     * A new cell: a copy of the one in the fit with the fitted values, in which exactly the free parameters are
     * trainable.
     */
    public Cell cell() {
        Cell fitted = FreeCell.whole(settings.givenCell(), settings.free());
        fitted.write(fit.best());
        return fitted;
    }

    /** The sweeps as the fit used them. */
    public TargetSweeps target() {
        return target;
    }

    /** The voltage of the fitted cell in mV, for each sweep one value per time point. */
    public double[][] traces() {
        return copy(traces);
    }

    /** The voltage at the parameters with which the best start began, in mV, for each sweep one value per time point. */
    public double[][] startTraces() {
        return copy(startTraces);
    }

    /** The free parameters with start, fitted value, bounds and unit, one entry per value. */
    public List<ReportedParameter> parameters() {
        List<ReportedParameter> reported = new ArrayList<>();
        for (FreeParameter parameter : settings.free()) {
            String path = parameter.path();
            double[] best = fit.best().get(path);
            double[] start = fit.start().get(path);
            String unit = settings.givenCell().unit(path.substring(path.lastIndexOf('/') + 1));
            for (int i = 0; i < best.length; i++) {
                reported.add(new ReportedParameter(
                        best.length == 1 ? path : path + "[" + i + "]",
                        start[i],
                        best[i],
                        parameter.lower(),
                        parameter.upper(),
                        unit));
            }
        }
        return reported;
    }

    /**
     * The fitted cell for NEURON, with a run for each sweep, which begins at rest at the sweep's first voltage.
     *
     * @throws IllegalArgumentException when it is written, if a mechanism has no form in NEURON
     */
    public NeuronExport neuron() {
        Cell fitted = FreeCell.bare(settings.givenCell(), settings.free());
        fitted.write(fit.best());
        fitted.set("v", target.initialVoltage(0));
        SteadyState.apply(fitted);
        View electrode = fitted.select(settings.electrode());
        electrode.record("v");
        NeuronExport export = NeuronExport.of(fitted).dt(target.timeStep()).tMax(target.duration());
        for (int sweep = 0; sweep < target.sweeps(); sweep++) {
            String name = target.labels().get(sweep).replaceAll("[^A-Za-z0-9]+", "-");
            Waveform current = Waveform.of(target.current()[sweep], target.timeStep());
            export = export.sweep(name, electrode, current, target.initialVoltage(sweep));
        }
        return export;
    }

    /** A report of the fit, which can be written into a folder. */
    public FitReport report() {
        return FitReport.of(RecordingReport.of(this));
    }

    RecordingFit settings() {
        return settings;
    }

    private static double[][] copy(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }

    @Override
    public String toString() {
        return Brief.of("RecordingFitResult[" + target + ", " + fit + "]");
    }
}
