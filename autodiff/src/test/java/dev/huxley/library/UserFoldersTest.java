package dev.huxley.library;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The settings that say where Huxley keeps what it makes and unpacks. */
class UserFoldersTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getRoot();
    private static final String HOME = ROOT.resolve("home").toString();
    private static final String OTHER = ROOT.resolve("other").toString();

    private static UserFolders folders(Map<String, String> properties, Map<String, String> environment) {
        return new UserFolders(properties::get, environment::get);
    }

    private static void assertFolders(UserFolders folders, String kernels, String torch, String llvm) {
        assertEquals(Optional.ofNullable(kernels).map(Path::of), folders.kernels(), "kernels");
        assertEquals(Optional.ofNullable(torch).map(Path::of), folders.torch(), "torch");
        assertEquals(Optional.ofNullable(llvm).map(Path::of), folders.llvm(), "llvm");
    }

    @Test
    void withoutSettingsAllIsInTheHomeOfTheUser() {
        assertFolders(
                folders(Map.of("user.home", HOME), Map.of()),
                HOME + "/.huxley/kernels",
                HOME + "/.djl.ai",
                HOME + "/.javacpp/cache");
    }

    @Test
    void aUserWithoutAHomeHasNoFolders() {
        for (String home : new String[] {"?", "", ".", "home"}) {
            assertFolders(folders(Map.of("user.home", home), Map.of()), null, null, null);
        }
        assertFolders(folders(Map.of(), Map.of()), null, null, null);
    }

    @Test
    void oneSettingMovesAll() {
        for (UserFolders folders : new UserFolders[] {
            folders(Map.of("user.home", HOME), Map.of("HUXLEY_HOME", OTHER)),
            folders(Map.of("user.home", "?"), Map.of("HUXLEY_HOME", OTHER)),
            folders(Map.of("user.home", HOME, "huxley.home", OTHER), Map.of("HUXLEY_HOME", HOME))
        }) {
            assertFolders(folders, OTHER + "/kernels", OTHER + "/djl", OTHER + "/javacpp");
        }
    }

    @Test
    void theSettingsOfTheLibrariesComeFirst() {
        assertFolders(
                folders(
                        Map.of(
                                "user.home",
                                HOME,
                                "org.bytedeco.javacpp.cachedir",
                                OTHER + "/c",
                                "huxley.kernels",
                                OTHER),
                        Map.of("HUXLEY_HOME", HOME, "DJL_CACHE_DIR", OTHER + "/d")),
                OTHER,
                OTHER + "/d",
                OTHER + "/c");
        // As DJL reads them: of its two settings this one first, and of each the environment first.
        assertFolders(
                folders(
                        Map.of("user.home", HOME, "ENGINE_CACHE_DIR", OTHER + "/p", "DJL_CACHE_DIR", OTHER + "/q"),
                        Map.of("ENGINE_CACHE_DIR", OTHER + "/e", "DJL_CACHE_DIR", OTHER + "/d")),
                HOME + "/.huxley/kernels",
                OTHER + "/e",
                HOME + "/.javacpp/cache");
    }
}
