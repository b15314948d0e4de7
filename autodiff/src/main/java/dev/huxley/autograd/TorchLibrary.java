package dev.huxley.autograd;

import ai.djl.util.ClassLoaderUtils;
import ai.djl.util.Platform;
import ai.djl.util.Utils;
import dev.huxley.library.UnpackedLibrary;
import dev.huxley.library.UserFolders;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * PyTorch's native library, in the folder and under the names where DJL looks for it before it would unpack it itself.
 * DJL trusts any file that it finds there; and if the home folder cannot be written, it would unpack 450 MB into the
 * folder for temporary files, where others may have planted files.
 */
final class TorchLibrary {
    private static final String CACHE = "ENGINE_CACHE_DIR";
    private static final String TORCH = System.mapLibraryName("torch");
    private static final String BRIDGE = System.mapLibraryName("djl_torch");

    private TorchLibrary() {}

    /** Finds the library and tells DJL its place; the library has no files if the user has DJL use another one. */
    static UnpackedLibrary find(UserFolders folders) {
        UnpackedLibrary library = new UnpackedLibrary("PyTorch", folders.torch(), CACHE);
        if (Utils.getEnvOrSystemProperty(CACHE, "").isEmpty()) {
            System.setProperty(CACHE, library.folder().toString());
        }
        // DJL looks for graphics cards with JNA, which unpacks its library to the home folder unless told otherwise.
        if (!library.folder().startsWith(System.getProperty("user.home", "?"))
                && System.getProperty("jna.tmpdir") == null) {
            System.setProperty("jna.tmpdir", library.folder().resolve("jna").toString());
        }
        Platform platform = Platform.detectPlatform("pytorch");
        if (isOverridden() || platform.isPlaceholder()) {
            return library;
        }
        String place = platform.getFlavor() + "/" + platform.getClassifier() + "/";
        Path folder = library.folder()
                .resolve("pytorch")
                .resolve(platform.getVersion() + "-" + platform.getFlavor() + "-" + platform.getClassifier());
        // DJL takes the folder to be complete once this file exists, so it comes last.
        Arrays.stream(platform.getLibraries())
                .sorted((one, other) -> Boolean.compare(one.equals(TORCH), other.equals(TORCH)))
                .forEach(file -> library.add(resource("pytorch/" + place + file), folder.resolve(file)));
        library.add(
                resource("jnilib/" + platform.getClassifier() + "/" + platform.getFlavor() + "/" + BRIDGE),
                folder.resolve(platform.getApiVersion() + "-" + BRIDGE));
        return library;
    }

    /** The resource of this name; null if there is none, which DJL will report. */
    private static URL resource(String name) {
        try {
            return ClassLoaderUtils.getResource(name);
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean isOverridden() {
        String paths = System.getProperty("java.library.path", "");
        return !Utils.getEnvOrSystemProperty("PYTORCH_LIBRARY_PATH", "").isEmpty()
                || !Utils.getEnvOrSystemProperty("PYTORCH_VERSION", "").isEmpty()
                || Arrays.stream(paths.split(File.pathSeparator))
                        .anyMatch(path -> Files.isRegularFile(Path.of(path, TORCH)));
    }
}
