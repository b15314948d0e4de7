/**
 * The list of all mechanisms that come with Huxley, for people and for programs that take a mechanism by name. Calls the
 * libraries of mechanisms; is called by users and the command line.
 */
package dev.huxley.mechanism.catalogue;
