package dev.huxley.library;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Unpacks and loads the native libraries of the engines, which are hundreds of megabytes. */
public final class LibraryLoading {
    private static final int PATIENCE_SECONDS = 2;

    private LibraryLoading() {}

    /**
     * Unpacks a library, with a notice on standard error if that takes long.
     *
     * @param folder the folder where the library is unpacked
     */
    static void unpacking(String library, Path folder, Runnable unpacking) {
        CountDownLatch loaded = new CountDownLatch(1);
        start("waits for " + library, () -> {
            try {
                if (!loaded.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    System.err.println("huxley: unpacking " + library + " to " + folder + ", once ...");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            unpacking.run();
        } finally {
            loaded.countDown();
        }
    }

    /**
     * Loads a library on a thread of its own. A failure is not reported here: whoever needs the library will meet it
     * again.
     */
    public static void inBackground(String library, Runnable loading) {
        start("loads " + library, () -> {
            try {
                loading.run();
            } catch (RuntimeException | LinkageError e) {
                // Whoever needs the library will meet the failure again.
            }
        });
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, "huxley " + name);
        thread.setDaemon(true);
        thread.start();
    }
}
