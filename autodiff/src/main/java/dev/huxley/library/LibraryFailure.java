package dev.huxley.library;

import dev.huxley.text.Quotation;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/**
 * The errors of a native library that cannot be unpacked or loaded: they name the cause and the remedy.
 *
 * @param library the library's name
 * @param setting the setting that names a folder for this library alone
 */
record LibraryFailure(String library, String setting) {
    private static final long MEBIBYTE = 1 << 20;

    /** The error where neither a setting names a folder nor the user has a home. */
    NativeLibraryException withoutFolder(String home) {
        return new NativeLibraryException(
                library + " cannot be unpacked: the home folder of this user is " + Quotation.of(home)
                        + ", which is not a folder; " + remedy(),
                null);
    }

    /** The error where a folder cannot be used. */
    NativeLibraryException in(Object folder, Throwable failure) {
        return new NativeLibraryException(
                library + " cannot be used from " + folder + ": " + cause(failure) + "; " + remedy(), failure);
    }

    /** Throws an error unless so many bytes are free, rather than fill a disk and fail. */
    void requireSpace(long bytes, long free) throws IOException {
        if (free < bytes) {
            throw new IOException(
                    "no space left: " + bytes / MEBIBYTE + " MB are needed, " + free / MEBIBYTE + " are free");
        }
    }

    /** The error, in a chain of causes, of a library that was found but not loaded; null if there is none. */
    static LinkageError linkageError(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnsatisfiedLinkError error) {
                return error;
            }
        }
        return null;
    }

    private static String cause(Throwable failure) {
        LinkageError notLoaded = linkageError(failure);
        if (notLoaded != null) {
            String message = String.valueOf(notLoaded.getMessage());
            return isForbidden(message)
                    ? "files there may not be executed, as on a file system that is mounted noexec (" + message + ")"
                    : message;
        }
        if (failure instanceof AccessDeniedException denied) {
            return "permission denied for " + denied.getFile();
        }
        if (failure instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason().toLowerCase(Locale.ROOT) + " (" + system.getFile() + ")";
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    /** Returns true for the messages of glibc and macOS that code may not be mapped. */
    private static boolean isForbidden(String message) {
        return message.contains("failed to map segment")
                || message.contains("Operation not permitted")
                || message.contains("file system sandbox blocked");
    }

    private String remedy() {
        return "set " + UserFolders.HOME + " to a folder with 700 MB of space where files may be written and executed ("
                + setting + " for " + library + " alone)";
    }
}
