/**
 * Maps between bounded parameters and the real line. Calls tree; is called by fit.
 */
package dev.huxley.transform;
