package dev.huxley.library;

import java.io.IOException;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A native library whose files are unpacked from jars and checked before it is loaded. A process that loads a file cut
 * short by a full disk or a power failure is killed, at every start until somebody deletes the file.
 *
 * <p>All sizes are compared with the jars' at every start; checksums when a file is new or has been touched since the
 * last comparison, which a stamp beside the library records. Missing or damaged files are unpacked anew. Files appear
 * whole, by a move, and only one process unpacks at a time, so any number may start at once; processes that have loaded
 * a file before keep theirs.
 */
public final class UnpackedLibrary {
    private static final String PART = ".part";
    private static final int POLL_MILLISECONDS = 50;

    private final String name;
    private final Path folder;
    private final LibraryFailure failure;
    private final List<LibraryFile> files = new ArrayList<>();

    /**
     * @param name the library's name in messages
     * @param folder the folder where it is unpacked; empty if there is none
     * @param setting the setting that names a folder for this library alone
     * @throws NativeLibraryException if there is no folder
     */
    public UnpackedLibrary(String name, Optional<Path> folder, String setting) {
        this.name = name;
        failure = new LibraryFailure(name, setting);
        this.folder = folder.orElseThrow(() -> failure.withoutFolder(System.getProperty("user.home", "")));
    }

    /** The folder to which the library is unpacked. */
    public Path folder() {
        return folder;
    }

    /**
     * Adds a file; does nothing if the resource is null or in no jar.
     *
     * @param target its place, in the folder or below
     */
    public void add(URL resource, Path target) {
        try {
            if (resource != null) {
                LibraryFile.of(resource, target).ifPresent(files::add);
            }
        } catch (IOException e) {
            throw failure.in(folder, e);
        }
    }

    /**
     * Unpacks missing and damaged files.
     *
     * @throws NativeLibraryException if that is not possible
     */
    public void makeWhole() {
        if (!isWhole()) {
            LibraryLoading.unpacking(name, folder, this::repair);
        }
    }

    /** The error to throw if the library, though whole, does not load for this reason; empty for any other failure. */
    public Optional<NativeLibraryException> notLoaded(Throwable reason) {
        return LibraryFailure.linkageError(reason) == null ? Optional.empty() : Optional.of(failure.in(folder, reason));
    }

    private boolean isWhole() {
        try {
            return Files.readString(stamp()).equals(state().orElse(null));
        } catch (IOException e) {
            return false;
        }
    }

    private void repair() {
        try {
            if (!Files.isDirectory(folder)) {
                create();
            }
            if (!Files.isWritable(folder)) {
                requireUndamaged();
                return;
            }
            try (FileChannel channel =
                    FileChannel.open(beside("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                boolean isAlone = lock(channel);
                // Another process may have done it while this one waited.
                if (!isWhole()) {
                    removeParts(isAlone);
                    for (LibraryFile file : files) {
                        String damage = file.damage();
                        if (damage != null) {
                            unpack(file, damage);
                        }
                    }
                    Files.writeString(stamp(), state().orElse(""));
                }
            }
        } catch (IOException e) {
            throw failure.in(folder, e);
        }
    }

    private void create() throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(e.getFile() + " is a file, not a folder", e);
        }
    }

    /**
     * Checks a folder that cannot be written, which may hold the whole library all the same, as in the image of a
     * container.
     */
    private void requireUndamaged() throws IOException {
        for (LibraryFile file : files) {
            String damage = file.damage();
            if (damage != null) {
                throw new IOException("the folder cannot be written, and " + file.target() + " " + damage);
            }
        }
    }

    private void unpack(LibraryFile file, String damage) throws IOException {
        if (Files.exists(file.target())) {
            System.err.println("huxley: " + file.target() + " " + damage + "; it is unpacked anew");
        }
        failure.requireSpace(file.bytes(), Files.getFileStore(folder).getUsableSpace());
        Files.createDirectories(file.target().getParent());
        // Not beside the target: DJL loads whatever is there.
        Path part = beside(UUID.randomUUID() + PART);
        try {
            file.unpack(part);
            try {
                Files.move(part, file.target(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, file.target(), StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Deletes the leftovers of killed processes, hundreds of megabytes each, unless others may be unpacking. */
    private void removeParts(boolean isAlone) throws IOException {
        if (isAlone) {
            try (DirectoryStream<Path> parts = Files.newDirectoryStream(
                    folder, beside("*" + PART).getFileName().toString())) {
                for (Path part : parts) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    /** Waits for other processes; false where there are no locks, and each process unpacks for itself. */
    private static boolean lock(FileChannel channel) {
        try {
            // Not lock(): two processes that unpack two libraries in different order look like a deadlock to the
            // kernel.
            while (channel.tryLock() == null) {
                Thread.sleep(POLL_MILLISECONDS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    /** The states of all files; empty if one is not there or has another size. */
    private Optional<String> state() {
        StringBuilder all = new StringBuilder();
        for (LibraryFile file : files) {
            Optional<String> state = file.state();
            if (state.isEmpty()) {
                return Optional.empty();
            }
            all.append(state.get()).append('\n');
        }
        return Optional.of(all.toString());
    }

    private Path stamp() {
        return beside("checked");
    }

    private Path beside(String what) {
        return folder.resolve("huxley-" + name.toLowerCase(Locale.ROOT) + "." + what);
    }
}
