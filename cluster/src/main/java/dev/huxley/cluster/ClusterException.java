package dev.huxley.cluster;

/** A fit or parameter sweep that could not go on, since the cluster did not do its part. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ClusterException(Throwable reason) {
        super(text(reason), reason);
    }

    private static String text(Throwable reason) {
        String all = String.valueOf(reason.getMessage());
        // Spark's message has the stack trace of the executor behind the first lines.
        String first = all.lines().findFirst().orElse("").strip();
        return "the cluster could not do a task: " + first
                + " (the logs of the executors tell more; what was saved goes on with --resume)";
    }
}
