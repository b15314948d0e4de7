/**
 * Turns functions of DJL arrays into expression graphs by running them once on recording arrays.
 * Calls graph; is called by program.
 */
package dev.huxley.trace;
