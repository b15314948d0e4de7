/** The check of gradients against central differences that the tests of this module share. */
package dev.huxley.gradient;
