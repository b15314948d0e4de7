package dev.huxley.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.huxley.simulate.Engines;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a folder cannot hold a library is said with the folder, the cause and the remedy. */
class LibraryFailureTest {
    private static final LibraryFailure FAILURE = new LibraryFailure("PyTorch", "ENGINE_CACHE_DIR");

    @TempDir
    private Path folder;

    @Test
    void foldersThatCannotBeUsedAreNamedWithCauseAndRemedy() {
        assertSays(new AccessDeniedException("/home/me/.djl.ai"), "permission denied for /home/me/.djl.ai");
        assertSays(
                new FileSystemException("/home/x", null, "Read-only file system"), "read-only file system (/home/x)");
        assertSays(new FileSystemException("/home/x", null, "Disk quota exceeded"), "disk quota exceeded");
        assertSays(new IOException("No space left on device"), "No space left on device");
        Throwable mapped = new UnsatisfiedLinkError(
                "/home/x/libc10.so: /home/x/libc10.so: failed to map segment from shared object");
        assertSays(new IllegalStateException("Failed to load", new RuntimeException(mapped)), "noexec", "libc10.so");
        assertSays(new UnsatisfiedLinkError("libm.so.6: version `GLIBC_2.34' not found"), "GLIBC_2.34");
    }

    private static void assertSays(Throwable failure, String... parts) {
        String message = FAILURE.in("/home/me/.djl.ai", failure).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), "no '" + part + "' in: " + message);
        }
        for (String part : new String[] {"PyTorch", "from /home/me/.djl.ai", "set HUXLEY_HOME", "ENGINE_CACHE_DIR"}) {
            assertTrue(message.contains(part), "no '" + part + "' in: " + message);
        }
    }

    @Test
    void spaceIsAskedForBeforeItIsFilled() throws IOException {
        FAILURE.requireSpace(450L << 20, 450L << 20);
        String message = assertThrows(IOException.class, () -> FAILURE.requireSpace(450L << 20, 12L << 20))
                .getMessage();
        assertTrue(message.contains("450 MB are needed, 12 are free"), message);
    }

    @Test
    void aFileInThePlaceOfTheFolderIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        UnpackedLibrary library = new UnpackedLibrary("LLVM", Optional.of(file), "-Dsetting");
        String message =
                assertThrows(NativeLibraryException.class, library::makeWhole).getMessage();
        assertTrue(message.contains(file + " is a file, not a folder") && message.contains("HUXLEY_HOME"), message);
    }

    /** In a process of its own: a user without a home, as in many containers, whose home is "?". */
    @Test
    void aUserWithoutAHomeIsToldAndNothingIsWrittenIntoTheWorkingFolder() throws IOException, InterruptedException {
        JavaProcess.Ended ended = JavaProcess.start(
                        folder, NewManager.class, "-Duser.home=?", "-Djava.io.tmpdir=" + folder)
                .await();
        assertEquals(0, ended.code(), ended.errors());
        for (String part :
                new String[] {"NativeLibraryException", "PyTorch", "'?'", "HUXLEY_HOME", "ENGINE_CACHE_DIR"}) {
            assertTrue(ended.out().contains(part), "no '" + part + "' in: " + ended.out() + ended.errors());
        }
        for (String part : new String[] {"LLVM", "'?'", "HUXLEY_HOME", "org.bytedeco.javacpp.cachedir"}) {
            assertTrue(ended.errors().contains(part), "no '" + part + "' in: " + ended.errors());
        }
        try (Stream<Path> files = Files.list(folder)) {
            // Beside what the process said.
            assertEquals(
                    List.of(),
                    files.filter(file -> !file.toString().endsWith(".txt")).toList(),
                    "the working folder");
        }
    }

    /** Asks for the engine and for a manager; prints the error. */
    static final class NewManager {
        public static void main(String[] arguments) {
            Engines.usable("llvm");
            try {
                dev.huxley.simulate.HuxleyRuntime.newManager().close();
                System.out.println("there is a manager");
            } catch (RuntimeException e) {
                System.out.println(e);
            }
        }
    }
}
