/**
 * The squid axon of Hodgkin and Huxley (1952). Calls only the mechanism package; is called by users.
 */
package dev.huxley.mechanism.hh;
