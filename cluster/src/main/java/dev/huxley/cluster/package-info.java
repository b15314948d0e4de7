/**
 * Runs on the machines of a cluster, by Apache Spark: {@link dev.huxley.cluster.SparkEvaluation} scores the candidates of
 * a fit there, {@link dev.huxley.cluster.SparkFits} runs whole fits, {@link dev.huxley.cluster.SparkSweep} computes the
 * rows of a parameter sweep, {@link dev.huxley.cluster.SparkCluster} is the cluster of the command line.
 *
 * <p>Calls {@code cli}, {@code fit.description}, {@code fit.feature}, {@code fit.job}, {@code parametersweep}, {@code report},
 * {@code search}, {@code simulate}, {@code text}; called by users.
 */
package dev.huxley.cluster;
