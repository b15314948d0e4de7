/**
 * Electrophysiology recordings: files of several formats, sweeps, command waveforms, stimuli, quality, resampling.
 *
 * <p>Start at {@link dev.huxley.recording.Recordings#read}. Reading is a pure function from a file to immutable values:
 * {@link dev.huxley.recording.Recording} has {@link dev.huxley.recording.Sweep}s, a sweep has recorded channels and
 * {@link dev.huxley.recording.CommandWaveform}s. Every error in a file is a {@link
 * dev.huxley.recording.RecordingException}. {@link dev.huxley.recording.CurrentClampSweeps} takes what a model can be
 * fitted to. Sweep indices count from 0 in code and from 1 where people type them
 * ({@link dev.huxley.recording.SweepSelection}).
 *
 * <p>Calls {@code display}, {@code protocol}, {@code text}; called by users and {@code cli}, {@code demo},
 * {@code fit.feature}, {@code fit.recording}, {@code notebook.render}, {@code parametersweep}, {@code recording.abf},
 * {@code recording.csv}, {@code recording.nwb}, {@code report}.
 */
package dev.huxley.recording;
