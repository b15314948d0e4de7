/**
 * Passive membrane mechanisms. Calls only the mechanism package; is called by users.
 */
package dev.huxley.mechanism.passive;
