/** Tests of queries. */
package dev.huxley.query;
