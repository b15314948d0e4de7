/**
 * The command line: huxley fit and what it prints and writes. The top of the tower: nothing calls it.
 */
package dev.huxley.cli;
