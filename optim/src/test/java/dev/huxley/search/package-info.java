/** Tests of the searches. */
package dev.huxley.search;
