/** What the tests of all modules share: the way to the reference data. */
package dev.huxley.testing;
