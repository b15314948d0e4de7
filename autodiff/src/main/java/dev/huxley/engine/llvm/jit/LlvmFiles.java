package dev.huxley.engine.llvm.jit;

import dev.huxley.library.UnpackedLibrary;
import dev.huxley.library.UserFolders;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.bytedeco.javacpp.ClassProperties;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.llvm.global.LLVM;

/**
 * The files of LLVM's native library and of JavaCPP's own, where JavaCPP looks for them before it would unpack them
 * itself. JavaCPP compares sizes and times only, so it would load damaged files with the right size and time.
 */
final class LlvmFiles {
    private static final String CACHE = "org.bytedeco.javacpp.cachedir";

    private LlvmFiles() {}

    /** Finds the library and tells JavaCPP its place. */
    static UnpackedLibrary find(UserFolders folders) {
        UnpackedLibrary library = new UnpackedLibrary("LLVM", folders.llvm(), "-D" + CACHE);
        if (System.getProperty(CACHE, "").isBlank()) {
            System.setProperty(CACHE, library.folder().toString());
        }
        Properties platform = Loader.loadProperties();
        for (Class<?> type : new Class<?>[] {Pointer.class, LLVM.class}) {
            ClassProperties properties = Loader.loadProperties(type, platform, true);
            List<String> names = new ArrayList<>(properties.get("platform.preload"));
            names.addAll(properties.get("platform.link"));
            names.add(properties.getProperty("platform.library"));
            for (String name : names) {
                for (URL resource : Loader.findLibrary(type, properties, name)) {
                    library.add(resource, target(library.folder(), resource));
                }
            }
        }
        return library;
    }

    /** {@code folder/the.jar/path/of/the/entry}. */
    private static Path target(Path folder, URL resource) {
        String[] parts = resource.getPath().split("!/", 2);
        return folder.resolve(parts[0].substring(parts[0].lastIndexOf('/') + 1)).resolve(parts[parts.length - 1]);
    }
}
