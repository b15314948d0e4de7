/**
 * Nested dictionaries of named arrays (the pytree): paths, map, zip, flatten and unflatten; and constants that are safe
 * in differentiated code. Holds DJL arrays and nothing about neurons. Calls only the DJL API; every other package may
 * call it.
 */
package dev.huxley.tree;
