package dev.huxley.cli;

import dev.huxley.fit.feature.CandidateScoring;
import dev.huxley.parametersweep.BatchComputation;
import dev.huxley.parametersweep.ParameterSweep;
import dev.huxley.parametersweep.ParameterSweepRun;
import java.util.Optional;
import java.util.ServiceLoader;

/** A kind of cluster for {@code --spark}: provided by the module cluster, and found as a service, since no other module uses that one. */
public interface ClusterService {
    /** A cluster that scores candidates and computes parameter sweeps until it is closed. */
    interface Connection extends CandidateScoring, AutoCloseable {
        /**
         * Computes the batches of a parameter sweep.
         *
         * @param run the sweep, ready to run here
         */
        BatchComputation batches(ParameterSweep sweep, ParameterSweepRun run);

        /** The cluster in words, such as {@code "spark://head:7077, 64 cores"}. */
        String description();

        @Override
        void close();
    }

    /**
     * Connects.
     *
     * @param master the address of the cluster, such as {@code spark://head:7077} or {@code local[4]}; empty for the one
     *     to which the program was submitted
     * @throws IllegalArgumentException if there is no such cluster; the message has the remedy
     */
    Connection connect(Optional<String> master);

    /**
     * The kind of cluster on the class path.
     *
     * @throws IllegalArgumentException if there is none; the message has the remedy
     */
    static ClusterService find() {
        return ServiceLoader.load(ClusterService.class)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "--spark needs Spark, which is not on the class path; run ./huxley, which fetches it when it is first"
                                + " asked for, or give Huxley's jar for Spark to spark-submit (docs/cluster.md)"));
    }
}
