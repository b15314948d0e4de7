package dev.huxley.library;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.huxley.engine.llvm.LlvmEngine;
import dev.huxley.mechanism.hh.HH;
import dev.huxley.model.Cell;
import dev.huxley.model.Compartment;
import dev.huxley.protocol.Waveform;
import dev.huxley.simulate.HuxleyRuntime;
import dev.huxley.simulate.Simulation;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process whose unpacked native libraries are damaged unpacks them anew and runs; before, it was killed at every start.
 * Files that are not damaged are links, so that little is unpacked: to those of this user or, as JavaCPP takes no symbolic
 * links, to a copy of them.
 */
class DamagedLibraryTest {
    @TempDir
    private static Path copies;

    @TempDir
    private Path folder;

    private Path torch;
    private Path llvm;

    /** A way to damage a file. */
    private interface Damage {
        void to(Path file, long size, FileTime time) throws IOException;
    }

    @BeforeAll
    static void copyLibraries() throws IOException {
        try (NDManager manager = HuxleyRuntime.newManager()) {
            assertTrue(manager.isOpen());
        }
        Assumptions.assumeTrue(LlvmEngine.failure() == null, "skipped: " + LlvmEngine.failure());
        Path own = UserFolders.ofProcess().llvm().orElseThrow();
        for (String entry : JavaProcess.classPath().split(File.pathSeparator)) {
            // What other jars with the same libraries have unpacked, such as that for spark-submit, is not used here.
            Path unpacked = own.resolve(Path.of(entry).getFileName());
            if (entry.endsWith(".jar") && Files.isDirectory(unpacked)) {
                replicate(
                        unpacked,
                        copies.resolve(unpacked.getFileName()),
                        (to, from) -> Files.copy(from, to, COPY_ATTRIBUTES));
            }
        }
    }

    @BeforeEach
    void linkLibraries() throws IOException {
        torch = folder.resolve("torch");
        llvm = folder.resolve("llvm");
        Path own = UserFolders.ofProcess().torch().orElseThrow();
        replicate(own.resolve("pytorch"), torch.resolve("pytorch"), Files::createSymbolicLink);
        replicate(copies, llvm, Files::createLink);
    }

    @Test
    void wholeLibrariesStayAsTheyAre() throws IOException, InterruptedException {
        JavaProcess.Ended ended = start().await();
        assertRan(ended);
        assertTrue(!ended.errors().contains("unpacked anew"), ended.errors());
        assertTrue(files(torch, ".so").stream().allMatch(Files::isSymbolicLink), "a file of PyTorch was unpacked");
        for (Path file : files(llvm, ".so")) {
            assertTrue(Files.isSameFile(file, copies.resolve(llvm.relativize(file))), file + " was unpacked");
        }
    }

    @Test
    void filesThatWereCutShortAreUnpackedAnew() throws IOException, InterruptedException {
        assertRepaired(
                (file, size, time) -> setSize(file, size / 3),
                "bytes instead of",
                "libtorch_cpu",
                "libdjl_torch",
                "libjniLLVM");
    }

    /** As a power failure leaves them: the right size and time, and nothing in them. */
    @Test
    void filesOfZerosAreUnpackedAnew() throws IOException, InterruptedException {
        assertRepaired(
                (file, size, time) -> {
                    setSize(file, size);
                    Files.setLastModifiedTime(file, time);
                },
                "other bytes",
                "libc10",
                "libdjl_torch",
                "libjniLLVM");
    }

    @Test
    void emptyAndMissingFilesAreUnpackedAnew() throws IOException, InterruptedException {
        damage("libc10", (file, size, time) -> Files.createFile(file));
        damage("libtorch", (file, size, time) -> {});
        damage("libjniLLVM", (file, size, time) -> Files.createFile(file));
        assertRan(start().await());
    }

    @Test
    void twoProcessesAtOnceRepairTheSameFiles() throws IOException, InterruptedException {
        damage("libtorch_cpu", (file, size, time) -> setSize(file, 1 << 20));
        damage("libLLVM", (file, size, time) -> setSize(file, 1 << 20));
        List<JavaProcess> processes = List.of(start(), start());
        StringBuilder said = new StringBuilder();
        for (JavaProcess process : processes) {
            JavaProcess.Ended ended = process.await();
            assertRan(ended);
            said.append(ended.errors());
        }
        long repaired = said.toString()
                .lines()
                .filter(line -> line.contains("unpacked anew"))
                .count();
        assertEquals(2, repaired, "each of two files is unpacked by one process: " + said);
        assertEquals(List.of(), files(folder, ".part"), "half of a file is left");
    }

    /** A change that keeps a checked file's size and time is found, although untouched files are not read again. */
    @Test
    void aChangeBehindTheBackOfTheStampIsFound() throws IOException, InterruptedException {
        damage("libdjl_torch", (file, size, time) -> {});
        assertRan(start().await());
        Path file = file("libdjl_torch");
        FileTime time = Files.getLastModifiedTime(file);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bytes.length() / 2);
            bytes.write(new byte[4096]);
        }
        Files.setLastModifiedTime(file, time);
        JavaProcess.Ended ended = start().await();
        assertRan(ended);
        assertTrue(ended.errors().contains("other bytes"), "the change is not found: " + ended.errors());
    }

    private void assertRepaired(Damage damage, String said, String... names) throws IOException, InterruptedException {
        for (String name : names) {
            damage(name, damage);
        }
        JavaProcess.Ended ended = start().await();
        assertRan(ended);
        for (String name : names) {
            assertTrue(
                    ended.errors().lines().anyMatch(line -> line.contains(name) && line.contains(said)),
                    name + " is not said to be unpacked anew: " + ended.errors());
        }
    }

    private static void assertRan(JavaProcess.Ended ended) {
        assertEquals(0, ended.code(), "exit code; " + ended.errors());
        assertEquals("finite\n", ended.out(), ended.errors());
    }

    private JavaProcess start() throws IOException {
        return JavaProcess.start(
                folder, OneSimulation.class, "-DENGINE_CACHE_DIR=" + torch, "-Dorg.bytedeco.javacpp.cachedir=" + llvm);
    }

    /** Puts a damaged file in the place of a link. */
    private void damage(String name, Damage damage) throws IOException {
        Path file = file(name);
        long size = Files.size(file);
        FileTime time = Files.getLastModifiedTime(file);
        Files.delete(file);
        damage.to(file, size, time);
    }

    private Path file(String name) throws IOException {
        return files(folder, "").stream()
                .filter(file -> file.getFileName().toString().contains(name + "."))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + name));
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(
                            file -> !Files.isDirectory(file) && file.toString().endsWith(suffix))
                    .toList();
        }
    }

    private interface Replication {
        Path make(Path file, Path original) throws IOException;
    }

    private static void replicate(Path from, Path to, Replication replication) throws IOException {
        for (Path file : files(from, "")) {
            Path replica = to.resolve(from.relativize(file).toString());
            if (file.getFileName().toString().contains("lib")) {
                Files.createDirectories(replica.getParent());
                replication.make(replica, file.toRealPath());
            }
        }
    }

    /** A file of zeros that takes no room on the disk. */
    private static void setSize(Path file, long size) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(size);
        }
    }

    /** Runs a simulation on LLVM and PyTorch's arrays. */
    static final class OneSimulation {
        public static void main(String[] arguments) {
            Cell cell = new Cell(new Compartment());
            cell.insert(new HH());
            cell.comp(0).stimulate(Waveform.step(0.1, 0.2, 0.1, 0.1, 0.5));
            cell.comp(0).record("v");
            try (NDManager manager = HuxleyRuntime.newManager();
                    Simulation simulation =
                            Simulation.of(cell).dt(0.1).engine("llvm").build();
                    NDArray v = simulation.run(manager)) {
                System.out.println(Double.isFinite(v.toDoubleArray()[5]) ? "finite" : "not finite");
            }
        }
    }
}
