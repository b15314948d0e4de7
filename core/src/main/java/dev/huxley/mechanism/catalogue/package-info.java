/**
 * The list of all mechanisms that come with Huxley, for people and for programs that take a mechanism by name.
 *
 * <p>Calls {@code mechanism}, {@code mechanism.aoyama}, {@code mechanism.benison}, {@code mechanism.chen},
 * {@code mechanism.destexhe}, {@code mechanism.extended}, {@code mechanism.fohlmeister}, {@code mechanism.hay},
 * {@code mechanism.hh}, {@code mechanism.hodgkinhuxley}, {@code mechanism.ion}, {@code mechanism.kamiyama},
 * {@code mechanism.liu}, {@code mechanism.neuron}, {@code mechanism.passive}, {@code mechanism.pospischil},
 * {@code mechanism.ribbon}, {@code mechanism.simplified}, {@code mechanism.synapse}, {@code mechanism.torre},
 * {@code mechanism.usui}, {@code text}; called by users and {@code cli}, {@code cli.model}, {@code fit.description},
 * {@code inspect}, {@code inspect.figure}.
 */
package dev.huxley.mechanism.catalogue;
