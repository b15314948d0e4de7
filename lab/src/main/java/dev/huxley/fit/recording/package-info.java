/**
 * The way from a recording to a fitted cell: {@link dev.huxley.fit.recording.RecordingFit} takes a cell, the sweeps of
 * a recording and the parameters that are free, and gives the fitted cell with a report. The steps in between are
 * public, too: {@link dev.huxley.fit.recording.TargetSweeps} brings sweeps to the time step of a simulation, {@link
 * dev.huxley.fit.recording.RecordingObjective} is the loss as a differentiable function, {@link
 * dev.huxley.fit.recording.TraceLoss} compares traces.
 *
 * <p>Calls {@code array}, {@code display}, {@code fit}, {@code loss}, {@code mechanism}, {@code model},
 * {@code neuron}, {@code optimizer}, {@code protocol}, {@code recording}, {@code report}, {@code simulate},
 * {@code text}, {@code tree}; called by users and {@code cli}, {@code cli.model}, {@code fit.feature},
 * {@code notebook}, {@code notebook.render}, {@code parametersweep}.
 */
package dev.huxley.fit.recording;
