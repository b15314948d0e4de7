package dev.huxley.engine.llvm.jit;

import dev.huxley.library.UserFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.function.Consumer;

/**
 * A folder whose files only the user can have written. Where the file system has POSIX permissions, the folder and
 * every trusted file belong to the user and are not writable by the group or by others; a new folder gets the
 * permissions 700 and new files 600. Elsewhere (Windows) the user's home folder is private by its access list, and
 * nothing is checked.
 */
final class PrivateFolder {
    private final Path path;
    /** The user as whom this process writes; null without POSIX permissions. */
    private final UserPrincipal user;

    private PrivateFolder(Path path, UserPrincipal user) {
        this.path = path;
        this.user = user;
    }

    /**
     * Opens the folder, which is made if absent; null if it cannot be written or others can write it.
     *
     * @param complaint receives the reason if the folder is another user's or others can write it
     */
    static PrivateFolder open(Path path, Consumer<String> complaint) {
        try {
            boolean hasPermissions =
                    path.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (!Files.isDirectory(path)) {
                create(path, hasPermissions);
            }
            // A new file shows the user of this process, which Java does not tell otherwise, and that it may write.
            Path probe = Files.createTempFile(path, "probe", ".tmp");
            UserPrincipal user = hasPermissions ? Files.getOwner(probe) : null;
            Files.delete(probe);
            PrivateFolder folder = new PrivateFolder(path, user);
            if (folder.isTrusted(path)) {
                return folder;
            }
            complaint.accept(folder.distrust());
            return null;
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            return null;
        }
    }

    Path path() {
        return path;
    }

    /** Tells whether only the user can have written this file, which is the folder itself or a file in it. */
    boolean isTrusted(Path file) throws IOException {
        if (user == null) {
            return true;
        }
        // The folder itself may be reached through a link, its files not.
        LinkOption[] options = file.equals(path) ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class, options);
        return attributes.owner().equals(user)
                && !attributes.isSymbolicLink()
                && !attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                && !attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
    }

    private String distrust() throws IOException {
        UserPrincipal owner = Files.getOwner(path);
        return owner.equals(user)
                ? path
                        + " can be written by others, who could put their code there; take that right from them (chmod"
                        + " go-w)"
                : path + " belongs to the user " + owner.getName() + "; set " + UserFolders.HOME
                        + " to a folder of your own";
    }

    private static void create(Path path, boolean hasPermissions) throws IOException {
        if (hasPermissions) {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(path);
        }
    }
}
