/** What the tests of this module share: gradients against finite differences. */
package dev.huxley.gradient;
