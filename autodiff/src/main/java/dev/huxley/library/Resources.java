package dev.huxley.library;

/**
 * The threads and the memory that a run of a kernel may use. An engine may use less.
 *
 * @param threads the number of threads of a run, the calling one included
 * @param checkpointBytes the memory that a run may keep for its adjoint in addition to its arguments and results
 */
public record Resources(int threads, long checkpointBytes) {
    private static final String THREADS = "huxley.threads";

    /** The number of threads that the system property {@code huxley.threads} names, else one per processor. */
    public static int defaultThreads() {
        String value = System.getProperty(THREADS);
        if (value == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        if (!value.matches("[1-9]\\d{0,4}")) {
            throw new IllegalArgumentException(
                    "the system property " + THREADS + " must be a number of threads, such as 4, not '" + value + "'");
        }
        return Integer.parseInt(value);
    }
}
