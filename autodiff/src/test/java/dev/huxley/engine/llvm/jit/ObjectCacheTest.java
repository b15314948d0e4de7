package dev.huxley.engine.llvm.jit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectCacheTest {
    private static final long LARGE = 1 << 20;
    private static final Target TARGET = new Target("x86_64-unknown-linux-gnu", "x86-64-v3", "+avx2,+fma");

    @TempDir
    private Path temporary;

    @Test
    void anEntryIsReadAsItWasWritten() throws IOException {
        ObjectCache cache = new ObjectCache(folder(), LARGE);
        assertNull(cache.read(key(1)), "nothing was written");
        for (int i = 0; i < 3; i++) {
            cache.write(key(i), bytes(i));
        }
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(bytes(i), new ObjectCache(folder(), LARGE).read(key(i)), "entry " + i);
        }
        assertEquals(3, files().size(), "files, no temporary ones among them: " + files());
    }

    @Test
    void aChangeOfAnyByteIsFoundAndTheEntryDropped() throws IOException {
        ObjectCache cache = new ObjectCache(folder(), LARGE);
        cache.write(key(1), bytes(1));
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            Files.write(file, damaged);
            assertNull(cache.read(key(1)), "byte " + at + " of " + whole.length + " is damaged");
            assertFalse(Files.exists(file), "byte " + at + " is damaged, and the entry is still there");
        }
        cache.write(key(1), bytes(1));
        assertArrayEquals(bytes(1), cache.read(key(1)), "written again");
    }

    @Test
    void anIncompleteOrTooLongEntryIsDropped() throws IOException {
        ObjectCache cache = new ObjectCache(folder(), LARGE);
        cache.write(key(1), bytes(1));
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length + 8; length++) {
            if (length != whole.length) {
                Files.write(file, Arrays.copyOf(whole, length));
                assertNull(cache.read(key(1)), length + " bytes of " + whole.length);
                assertFalse(Files.exists(file), length + " bytes of " + whole.length + " are still there");
            }
        }
    }

    @Test
    void anEntryOfAnotherKeyIsNotRead() throws IOException {
        ObjectCache cache = new ObjectCache(folder(), LARGE);
        cache.write(key(1), bytes(1));
        Path file = files().get(0);
        Files.move(file, file.resolveSibling(key(2).digits() + ".o"));
        assertNull(cache.read(key(2)));
        assertNull(cache.read(key(1)));
    }

    @Test
    void anyDifferenceGivesAnotherKey() {
        String text = "define void @f(ptr %words) {\nentry:\n  ret void\n}\n";
        Target target = TARGET;
        List<CodeKey> keys = new ArrayList<>(List.of(
                CodeKey.of(text, target, "20.1.7", "0.1.0"),
                CodeKey.of(text + "\n", target, "20.1.7", "0.1.0"),
                CodeKey.of(text, target, "20.1.8", "0.1.0"),
                CodeKey.of(text, target, "20.1.7", "0.1.1"),
                CodeKey.of(text, new Target(target.triple(), target.cpu(), "+avx2"), "20.1.7", "0.1.0"),
                CodeKey.of(text, new Target(target.triple(), "x86-64", target.features()), "20.1.7", "0.1.0"),
                CodeKey.of(text, new Target("x86_64-apple-darwin", target.cpu(), target.features()), "20.1.7", "0.1.0"),
                // The same characters in a row.
                CodeKey.of(text, target, "20.1.", "70.1.0")));
        for (int i = 0; i < keys.size(); i++) {
            for (int k = 0; k < i; k++) {
                assertNotEquals(keys.get(i), keys.get(k), "keys " + i + " and " + k);
            }
        }
        assertEquals(keys.get(0), CodeKey.of(text, target, "20.1.7", "0.1.0"));
    }

    @Test
    void filesThatOthersMayWriteAreNotRead() throws IOException {
        requirePermissions();
        for (String permissions : new String[] {"rw-rw----", "rw----rw-"}) {
            ObjectCache cache = new ObjectCache(folder(), LARGE);
            cache.write(key(1), bytes(1));
            Files.setPosixFilePermissions(files().get(0), PosixFilePermissions.fromString(permissions));
            assertNull(cache.read(key(1)), permissions);
        }
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        requirePermissions();
        ObjectCache cache = new ObjectCache(folder(), LARGE);
        cache.write(key(1), bytes(1));
        Path file = files().get(0);
        Path elsewhere = temporary.resolve("elsewhere");
        Files.move(file, elsewhere);
        Files.createSymbolicLink(file, elsewhere);
        assertNull(cache.read(key(1)));
        assertTrue(Files.exists(elsewhere), "the file that the link leads to was removed");
    }

    @Test
    void aFolderThatOthersMayWriteIsNotUsed() throws IOException {
        requirePermissions();
        new ObjectCache(folder(), LARGE).write(key(1), bytes(1));
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertNull(new ObjectCache(folder(), LARGE).read(key(1)));
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwx------"));
        assertArrayEquals(bytes(1), new ObjectCache(folder(), LARGE).read(key(1)));
    }

    @Test
    void aFolderThatOthersMayWriteIsComplainedOfOnce() throws IOException {
        requirePermissions();
        List<String> complaints = new ArrayList<>();
        ObjectCache trusted = new ObjectCache(folder(), LARGE, complaints::add);
        trusted.write(key(1), bytes(1));
        assertEquals(List.of(), complaints, "of a folder that is private");
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxrwx---"));
        ObjectCache cache = new ObjectCache(folder(), LARGE, complaints::add);
        for (int i = 0; i < 3; i++) {
            cache.write(key(i), bytes(i));
            assertNull(cache.read(key(i)));
        }
        assertEquals(1, complaints.size(), complaints.toString());
        String complaint = complaints.get(0);
        assertTrue(complaint.contains(folder().toString()) && complaint.contains("chmod go-w"), complaint);
    }

    @Test
    void aFolderThatCannotBeMadeIsNoReasonToComplain() throws IOException {
        List<String> complaints = new ArrayList<>();
        new ObjectCache(Files.createFile(temporary.resolve("file")), LARGE, complaints::add);
        assertEquals(List.of(), complaints);
    }

    @Test
    void nobodyElseMayReadOrWriteWhatIsMade() throws IOException {
        requirePermissions();
        new ObjectCache(folder(), LARGE).write(key(1), bytes(1));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(files().get(0))));
    }

    @Test
    void aFolderThatCannotBeMadeIsNoError() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        for (Path folder : new Path[] {file, file.resolve("kernels"), null}) {
            ObjectCache cache = new ObjectCache(folder, LARGE);
            cache.write(key(1), bytes(1));
            assertNull(cache.read(key(1)), "folder " + folder);
        }
        assertEquals(0, Files.size(file));
    }

    @Test
    void aFolderThatDisappearsIsNoError() throws IOException {
        ObjectCache cache = new ObjectCache(folder(), LARGE);
        Files.delete(folder());
        cache.write(key(1), bytes(1));
        assertNull(cache.read(key(1)));
    }

    @Test
    void theEntriesUsedLeastRecentlyAreRemoved() throws IOException {
        ObjectCache first = new ObjectCache(folder(), LARGE);
        for (int i = 0; i < 20; i++) {
            first.write(key(i), bytes(i));
            Files.setLastModifiedTime(
                    folder().resolve(key(i).digits() + ".o"),
                    FileTime.from(Instant.now().minusSeconds(1000 - i)));
        }
        // Used again, so that it is the youngest.
        first.read(key(0));
        long size = Files.size(files().get(0));
        new ObjectCache(folder(), 10 * size).write(key(20), bytes(20));
        ObjectCache after = new ObjectCache(folder(), LARGE);
        List<Integer> left = Stream.iterate(0, i -> i + 1)
                .limit(21)
                .filter(i -> after.read(key(i)) != null)
                .toList();
        assertEquals(List.of(0, 15, 16, 17, 18, 19, 20), left, "of 21 entries where 10 may stay");
    }

    @Test
    void whatAKilledProcessLeftIsRemoved() throws IOException {
        ObjectCache cache = new ObjectCache(folder(), LARGE);
        Path old = Files.createFile(folder().resolve("object1.tmp"));
        Path young = Files.createFile(folder().resolve("object2.tmp"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(7200)));
        cache.write(key(1), bytes(1));
        assertFalse(Files.exists(old), "a temporary file of two hours ago is still there");
        assertTrue(Files.exists(young), "a temporary file that another process is writing was removed");
    }

    @Test
    void manyMayReadAndWriteAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> done = new ArrayList<>();
        for (int user = 0; user < 4; user++) {
            Random random = new Random(user);
            // Each as if it were another process, with a limit that removes entries all the time.
            done.add(threads.submit(() -> {
                for (int i = 0; i < 100; i++) {
                    int number = random.nextInt(8);
                    ObjectCache cache = new ObjectCache(folder(), 4 * 700);
                    byte[] read = cache.read(key(number));
                    if (read == null) {
                        cache.write(key(number), bytes(number));
                    } else {
                        assertArrayEquals(bytes(number), read, "entry " + number);
                    }
                }
            }));
        }
        threads.shutdown();
        for (Future<?> one : done) {
            one.get();
        }
    }

    private static void requirePermissions() {
        Assumptions.assumeTrue(
                Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix"),
                "skipped: no POSIX permissions on this system");
    }

    private Path folder() {
        return temporary.resolve("home").resolve("kernels");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.toList();
        }
    }

    private static CodeKey key(int number) {
        return CodeKey.of("text " + number, TARGET, "20", "0");
    }

    private static byte[] bytes(int number) {
        byte[] bytes = new byte[500];
        new Random(number).nextBytes(bytes);
        return bytes;
    }
}
