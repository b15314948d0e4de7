/** Tests of jobs as bytes. */
package dev.huxley.fit.job;
