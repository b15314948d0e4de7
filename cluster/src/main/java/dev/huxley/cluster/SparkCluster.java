package dev.huxley.cluster;

import dev.huxley.cli.ClusterService;
import dev.huxley.fit.feature.FeatureJob;
import dev.huxley.parametersweep.BatchComputation;
import dev.huxley.parametersweep.ParameterSweep;
import dev.huxley.parametersweep.ParameterSweepRun;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Spark as the cluster of the command line. */
public final class SparkCluster implements ClusterService {
    private static final String MASTER = "spark.master";
    private static final String LOCAL = "local";

    /** The environment variable that has the level of Spark's log. */
    private static final String LEVEL = "HUXLEY_SPARK_LOG";

    /** The jars that executors need, separated as in a class path; the launcher sets it. */
    private static final String JARS = "huxley.spark.jars";

    @Override
    public Connection connect(Optional<String> master) {
        SparkConf settings = new SparkConf();
        master.ifPresent(settings::setMaster);
        if (!settings.contains(MASTER)) {
            throw new IllegalArgumentException(
                    "--spark names no cluster, and the program was not submitted to one; name its"
                            + " master, as in --spark spark://head:7077 or --spark 'local[4]'");
        }
        settings.setIfMissing("spark.app.name", "Huxley");
        boolean isHere = settings.get(MASTER).startsWith(LOCAL);
        if (isHere) {
            settings.setIfMissing("spark.ui.enabled", "false");
        }
        String jars = System.getProperty(JARS, "");
        if (!jars.isEmpty() && !settings.get(MASTER).startsWith(LOCAL + "[")) {
            settings.setIfMissing("spark.jars", jars.replace(java.io.File.pathSeparatorChar, ','));
        }
        SparkSession session;
        try {
            session = SparkSession.builder().config(settings).getOrCreate();
        } catch (Exception e) {
            // Exceptions of Scala are not declared.
            throw new IllegalArgumentException(
                    "cannot connect to the cluster '" + settings.get(MASTER) + "': " + e.getMessage()
                            + "; masters are local[4], spark://host:7077, yarn and k8s://https://host:443",
                    e);
        }
        if (System.getenv(LEVEL) == null) {
            session.sparkContext().setLogLevel("ERROR");
        }
        return new Connected(session);
    }

    /** A session as a cluster. */
    private static final class Connected implements Connection {
        private final SparkSession session;
        private final SparkEvaluation evaluation;

        Connected(SparkSession session) {
            this.session = session;
            evaluation = new SparkEvaluation(session);
        }

        @Override
        public Scorer open(FeatureJob job) {
            return evaluation.open(job);
        }

        @Override
        public BatchComputation batches(ParameterSweep sweep, ParameterSweepRun run) {
            return SparkSweep.batches(session, sweep, run);
        }

        @Override
        public String description() {
            return "Spark " + session.version() + " at "
                    + session.sparkContext().master();
        }

        @Override
        public void close() {
            session.stop();
        }

        @Override
        public String toString() {
            return "SparkCluster[" + description() + "]";
        }
    }

    @Override
    public String toString() {
        return "SparkCluster[]";
    }
}
