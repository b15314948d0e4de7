/**
 * Runs on the machines of a cluster, by Apache Spark.
 *
 * <p>Calls nothing; called by users.
 */
package dev.huxley.cluster;
