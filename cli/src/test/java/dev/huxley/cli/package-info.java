/** The command line and what it builds a fit from. */
package dev.huxley.cli;
