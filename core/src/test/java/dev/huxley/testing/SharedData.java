package dev.huxley.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The way to morphologies and recordings that lie beside a checkout and are not part of it. A test that asks for a file
 * that is absent is skipped, and the skip says which file was missing.
 */
public final class SharedData {
    private SharedData() {}

    /** The path of {@code name} (for instance {@code "recordings/File_axon_5.abf"}); skips the test when it is absent. */
    public static Path file(String name) {
        Path path = Path.of(System.getProperty("huxley.shared", "../../shared"))
                .resolve(name)
                .normalize();
        Assumptions.assumeTrue(Files.exists(path), () -> "skipped: no shared data at " + path);
        return path;
    }
}
