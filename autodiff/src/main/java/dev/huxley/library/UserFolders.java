package dev.huxley.library;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The folders for files that Huxley makes and unpacks on a machine: those that the settings name, else folders in the
 * user's home. Java gives a user without a home the home "?" or "", which would be a folder in the working folder; such
 * a user has no folders.
 *
 * @param property the value of a system property, null if it is not set
 * @param environment the value of an environment variable, null if it is not set
 */
public record UserFolders(UnaryOperator<String> property, UnaryOperator<String> environment) {
    /** The setting for all of the folders. */
    public static final String HOME = "HUXLEY_HOME";

    private static final String HOME_PROPERTY = "huxley.home";

    /** The folders of this process. */
    public static UserFolders ofProcess() {
        return new UserFolders(System::getProperty, System::getenv);
    }

    /** The folder of compiled kernels. */
    public Optional<Path> kernels() {
        return first(named(property.apply("huxley.kernels"), ""), huxley("kernels"), home(".huxley/kernels"));
    }

    /** The folder of DJL's native libraries, by the settings that DJL reads. */
    public Optional<Path> torch() {
        return first(djl("ENGINE_CACHE_DIR"), djl("DJL_CACHE_DIR"), huxley("djl"), home(".djl.ai"));
    }

    /** The folder of JavaCPP's native libraries, LLVM's among them. */
    public Optional<Path> llvm() {
        return first(
                named(property.apply("org.bytedeco.javacpp.cachedir"), ""), huxley("javacpp"), home(".javacpp/cache"));
    }

    private Optional<Path> djl(String name) {
        String value = environment.apply(name);
        return named(value == null || value.isEmpty() ? property.apply(name) : value, "");
    }

    private Optional<Path> huxley(String folder) {
        String value = property.apply(HOME_PROPERTY);
        return named(value == null ? environment.apply(HOME) : value, folder);
    }

    private Optional<Path> home(String folder) {
        String home = property.apply("user.home");
        try {
            return home != null && Path.of(home).isAbsolute() ? named(home, folder) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> named(String folder, String below) {
        try {
            return folder == null || folder.isBlank()
                    ? Optional.empty()
                    : Optional.of(Path.of(folder, below).toAbsolutePath());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    @SafeVarargs
    private static Optional<Path> first(Optional<Path>... folders) {
        for (Optional<Path> folder : folders) {
            if (folder.isPresent()) {
                return folder;
            }
        }
        return Optional.empty();
    }
}
