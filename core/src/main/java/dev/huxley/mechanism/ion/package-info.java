/**
 * Ion concentrations and what depends on them: pumps and buffers, the ions that membrane currents carry, and reversal
 * potentials. Calls only the mechanism package; is called by users.
 */
package dev.huxley.mechanism.ion;
