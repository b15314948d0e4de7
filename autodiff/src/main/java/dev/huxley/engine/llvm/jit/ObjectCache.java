package dev.huxley.engine.llvm.jit;

import dev.huxley.library.UserFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Object code on disk, so that a model that the user has compiled before, in any process, needs no compiler: one file
 * per {@link CodeKey} in {@code ~/.huxley/kernels}.
 *
 * <p>The system property {@code huxley.home}, else the environment variable {@code HUXLEY_HOME}, names another folder
 * than {@code ~/.huxley}; {@code -Dhuxley.cache=false} switches the cache off. It may be deleted at any time.
 *
 * <p><b>Trust.</b> Entries are machine code that will be executed. Only files that belong to the user and that nobody
 * else may write are read, from a folder for which the same holds; see {@link PrivateFolder}. The checksum finds
 * damage, not malice.
 *
 * <p><b>Failures.</b> The cache never causes an error: an entry that is damaged, incomplete, foreign or untrusted is
 * dropped, and a folder that cannot be written is not used. Files appear whole, by a move, so any number of processes
 * may share the folder. Once in a while the entries that were used least recently are removed until the rest is small
 * enough.
 */
public final class ObjectCache {
    private static final long LARGEST = 256L << 20;
    private static final String SUFFIX = ".o";
    private static final String TEMPORARY = ".tmp";
    /** The age from which a temporary file counts as left by a process that was killed while writing. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private static final int WRITES_PER_TRIM = 64;

    /** Null if nothing is cached. */
    private final PrivateFolder folder;

    private final long largest;
    private final AtomicInteger writes = new AtomicInteger();

    /**
     * A cache in a folder.
     *
     * @param largest the size (bytes) of all entries beyond which some are removed
     */
    public ObjectCache(Path folder, long largest) {
        this(folder, largest, complaint -> {});
    }

    /** A cache in a folder, with a consumer of complaints.
     *
     * @param complaint receives the reason why nothing is cached, if the user can change that
     */
    public ObjectCache(Path folder, long largest, Consumer<String> complaint) {
        this.folder = folder == null ? null : PrivateFolder.open(folder, complaint);
        this.largest = largest;
    }

    /** The cache of the user, as the settings say. */
    static ObjectCache ofUser() {
        boolean isOn = !System.getProperty("huxley.cache", "true").equals("false");
        return new ObjectCache(
                isOn ? UserFolders.ofProcess().kernels().orElse(null) : null,
                LARGEST,
                complaint ->
                        System.err.println("huxley: compiled kernels are not kept for later processes: " + complaint));
    }

    /** The object code with this key; null if there is none. */
    byte[] read(CodeKey key) {
        if (folder == null) {
            return null;
        }
        Path file = file(key);
        try {
            byte[] object = folder.isTrusted(file) ? CacheEntry.decode(key, Files.readAllBytes(file)) : null;
            if (object == null) {
                Files.deleteIfExists(file);
            } else {
                // The time of the last use, for the order of removal.
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            }
            return object;
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            delete(file);
            return null;
        }
    }

    /** Removes the object code with this key. */
    void drop(CodeKey key) {
        if (folder != null) {
            delete(file(key));
        }
    }

    /** Keeps object code under a key. */
    void write(CodeKey key, byte[] object) {
        if (folder == null) {
            return;
        }
        Path temporary = null;
        try {
            temporary = Files.createTempFile(folder.path(), "object", TEMPORARY);
            Files.write(temporary, CacheEntry.encode(key, object));
            Files.move(temporary, file(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            temporary = null;
            if (writes.getAndIncrement() % WRITES_PER_TRIM == 0) {
                trim();
            }
        } catch (IOException e) {
            // The disk is full or the folder has gone: the next process compiles again.
        } finally {
            delete(temporary);
        }
    }

    private record Entry(Path file, long bytes, Instant used) {
        static Entry of(Path file) {
            try {
                return new Entry(
                        file, Files.size(file), Files.getLastModifiedTime(file).toInstant());
            } catch (IOException e) {
                // Another process has removed it.
                return new Entry(file, 0, Instant.EPOCH);
            }
        }

        boolean isAbandoned() {
            return file.toString().endsWith(TEMPORARY)
                    && used.isBefore(Instant.now().minus(ABANDONED));
        }
    }

    private void trim() throws IOException {
        List<Entry> entries;
        try (Stream<Path> files = Files.list(folder.path())) {
            entries = files.filter(file ->
                            file.toString().endsWith(SUFFIX) || file.toString().endsWith(TEMPORARY))
                    .map(Entry::of)
                    .sorted(Comparator.comparing(Entry::used))
                    .toList();
        }
        long total = entries.stream().mapToLong(Entry::bytes).sum();
        boolean isTooLarge = total > largest;
        for (Entry entry : entries) {
            // Well below the limit, so that it is not reached again soon.
            if (entry.isAbandoned() || isTooLarge && total > largest / 4 * 3) {
                delete(entry.file());
                total -= entry.bytes();
            }
        }
    }

    private Path file(CodeKey key) {
        return folder.path().resolve(key.digits() + SUFFIX);
    }

    private static void delete(Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // The file stays, and is dropped when it is read again.
            }
        }
    }
}
