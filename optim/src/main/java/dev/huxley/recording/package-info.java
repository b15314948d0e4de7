/**
 * Electrophysiology recordings: ABF and CSV files, sweeps, resampling.
 * Pure functions of files to immutable records. Calls nothing of Huxley; is called by the command line and by users.
 */
package dev.huxley.recording;
