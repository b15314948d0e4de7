/**
 * Electrophysiology recordings: ABF and CSV files, sweeps, command waveforms, resampling.
 *
 * <p>Start at {@link dev.huxley.recording.Recordings#read}. Everything is a pure function from a file to immutable
 * values: {@link dev.huxley.recording.Recording} has {@link dev.huxley.recording.Sweep}s, a sweep has recorded channels
 * and {@link dev.huxley.recording.CommandWaveform}s. Whatever is wrong with a file is a
 * {@link dev.huxley.recording.RecordingException}. Sweep indices count from 0 in code and from 1 where people type them
 * ({@link dev.huxley.recording.SweepSelection}). Calls nothing of Huxley; is called by the command line and by users.
 */
package dev.huxley.recording;
