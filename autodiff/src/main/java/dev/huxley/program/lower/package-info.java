/** Lowers a model to a program: which rows each mechanism lives on, and what it does in a time step. */
package dev.huxley.program.lower;
