package dev.huxley.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The classes and source files of the project, without those of its tests. */
final class ProjectClasses {
    static final String ROOT = "dev.huxley.";
    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(location -> !location.contains("test-classes") && !location.contains("-tests.jar"))
            .importPackages("dev.huxley");

    private ProjectClasses() {}

    /** The package of a class without {@link #ROOT}; null if it is none of Huxley's. */
    static String packageOf(JavaClass type) {
        return type.getPackageName().startsWith(ROOT) ? type.getPackageName().substring(ROOT.length()) : null;
    }

    /** For every package the packages of Huxley that its classes use. */
    static Map<String, TreeSet<String>> calls() {
        Map<String, TreeSet<String>> calls = new TreeMap<>();
        for (JavaClass type : ALL) {
            TreeSet<String> called = calls.computeIfAbsent(packageOf(type), name -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> packageOf(dependency.getTargetClass().getBaseComponentType()))
                    .filter(name -> name != null && !name.equals(packageOf(type)))
                    .forEach(called::add);
        }
        return calls;
    }

    /** The folder of the checkout. */
    static Path root() {
        return Path.of(System.getProperty("huxley.root"));
    }

    /** The folders that hold source files of a package, by the package's name without {@link #ROOT}. */
    static Map<String, Path> folders() throws IOException {
        Map<String, Path> folders = new TreeMap<>();
        for (Path sources : sourceRoots()) {
            Path huxley = sources.resolve("dev/huxley");
            try (Stream<Path> files = Files.walk(huxley)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .map(Path::getParent)
                        .distinct()
                        .forEach(folder -> {
                            String name = huxley.relativize(folder).toString().replace(java.io.File.separatorChar, '.');
                            Path other = folders.put(name, folder);
                            if (other != null) {
                                throw new AssertionError(
                                        "package " + name + " stands in two modules: " + other + " and " + folder);
                            }
                        });
            }
        }
        return folders;
    }

    private static List<Path> sourceRoots() throws IOException {
        try (Stream<Path> modules = Files.list(root())) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }
}
