/** The laws of the house: which package may call which, and what is true of all of them. */
package dev.huxley.architecture;
