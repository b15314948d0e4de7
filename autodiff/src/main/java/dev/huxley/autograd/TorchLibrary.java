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
 * DJL takes any file that is there; and where the home cannot be written it would unpack 450 MB to the folder for
 * temporary files, which others may have prepared.
 */
final class TorchLibrary {
    private static final String CACHE = "ENGINE_CACHE_DIR";
    private static final String TORCH = System.mapLibraryName("torch");
    private static final String BRIDGE = System.mapLibraryName("djl_torch");

    private TorchLibrary() {}

    /** The library, and DJL told where it is; without files if the user has DJL take another one. */
    static UnpackedLibrary find(UserFolders folders) {
        UnpackedLibrary library = new UnpackedLibrary("PyTorch", folders.torch(), CACHE);
        if (Utils.getEnvOrSystemProperty(CACHE, "").isEmpty()) {
            System.setProperty(CACHE, library.folder().toString());
        }
        // JNA, by which DJL looks for graphics cards, unpacks its library to the home unless told otherwise.
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
        // DJL takes the folder for complete when this one is there, so it comes last.
        Arrays.stream(platform.getLibraries())
                .sorted((one, other) -> Boolean.compare(one.equals(TORCH), other.equals(TORCH)))
                .forEach(file -> library.add(resource("pytorch/" + place + file), folder.resolve(file)));
        library.add(
                resource("jnilib/" + platform.getClassifier() + "/" + platform.getFlavor() + "/" + BRIDGE),
                folder.resolve(platform.getApiVersion() + "-" + BRIDGE));
        return library;
    }

    /** Null if there is none, which DJL will say. */
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
