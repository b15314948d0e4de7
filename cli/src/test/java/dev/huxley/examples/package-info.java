/** The example programs of the project, compiled and run as a user would. */
package dev.huxley.examples;
