/**
 * Runs on the machines of a cluster, by Apache Spark: {@link dev.huxley.cluster.SparkEvaluation} scores the candidates of
 * a fit there.
 *
 * <p>Calls {@code fit.description}, {@code fit.feature}, {@code search}, {@code simulate}; called by users.
 */
package dev.huxley.cluster;
