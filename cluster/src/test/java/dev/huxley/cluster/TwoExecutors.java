package dev.huxley.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** A Spark cluster of this machine: a master, two workers, and the process of an executor for each. */
final class TwoExecutors implements AutoCloseable {
    private final SparkSession session;
    private final JavaSparkContext context;

    private TwoExecutors(SparkSession session) {
        this.session = session;
        context = JavaSparkContext.fromSparkContext(session.sparkContext());
    }

    /**
     * Starts it; the test is skipped on a machine without a loopback.
     *
     * @param home the folder to which the executors unpack the native libraries; null for that of the user
     */
    static TwoExecutors start(Path home) {
        return start("local-cluster[2,1,2048]", home);
    }

    static TwoExecutors start(String master, Path home) {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assumeTrue(socket.isBound());
        } catch (IOException e) {
            assumeTrue(false, "no socket of the loopback can be opened (" + e + "), so Spark cannot run");
        }
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String options = "-Dhuxley.kernels=" + target().resolve("executor-kernels") + " -Djava.awt.headless=true"
                + (home == null ? "" : " -Dhuxley.home=" + home);
        return new TwoExecutors(SparkSession.builder()
                .master(master)
                .appName("Huxley's tests")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.executor.memory", "1g")
                .config("spark.executor.extraClassPath", classPath)
                .config("spark.executor.extraJavaOptions", options)
                .config("spark.local.dir", target().resolve("spark-local").toString())
                .config(
                        "spark.sql.warehouse.dir",
                        target().resolve("spark-warehouse").toString())
                .config("spark.executorEnv.SPARK_LOCAL_IP", "127.0.0.1")
                .getOrCreate());
    }

    /** The folder of the build. */
    private static Path target() {
        return Path.of(System.getProperty("huxley.root"), "cluster", "target");
    }

    SparkSession session() {
        return session;
    }

    /** The processes of the executors by their identifiers, each with the executor's; waits until both are there. */
    Map<String, Long> processes() throws InterruptedException {
        Map<String, Long> found = new TreeMap<>();
        for (int attempt = 0; attempt < 120 && found.size() < 2; attempt++) {
            found.clear();
            List<String> answers = context.parallelize(
                            IntStream.range(0, 8).boxed().toList(), 8)
                    .map(number -> {
                        Thread.sleep(20);
                        return org.apache.spark.SparkEnv.get().executorId() + " "
                                + ProcessHandle.current().pid() + " " + TaskContext.getPartitionId();
                    })
                    .collect();
            answers.forEach(answer -> found.put(answer.split(" ")[0], Long.valueOf(answer.split(" ")[1])));
            if (found.size() < 2) {
                Thread.sleep(500);
            }
        }
        return found;
    }

    /** Kills a process as a power failure does. */
    static void kill(long process) {
        ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** A folder below the build's that is empty. */
    static Path emptyFolder(String name) throws IOException {
        Path folder = target().resolve(name);
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    @Override
    public void close() {
        session.stop();
    }
}
