/**
 * What arrays of numbers need beside DJL: their precision, and operations that keep gradients where DJL's lose them.
 */
package dev.huxley.array;
