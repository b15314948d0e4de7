package dev.huxley.engine.llvm;

import static org.bytedeco.llvm.global.LLVM.*;

import dev.huxley.engine.LibraryLoading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;

/** LLVM's native library: loaded at the first use, once per process. */
final class LlvmLibrary {
    private LlvmLibrary() {}

    /**
     * The processor that the process runs on.
     *
     * @throws IllegalStateException if the library cannot be used
     */
    static Target host() {
        if (Loaded.FAILURE != null) {
            throw new IllegalStateException("LLVM cannot be used here: " + Loaded.FAILURE);
        }
        return Loaded.HOST;
    }

    /** The version of the library. */
    static String version() {
        int[] major = {0};
        int[] minor = {0};
        int[] patch = {0};
        LLVMGetVersion(major, minor, patch);
        return major[0] + "." + minor[0] + "." + patch[0];
    }

    /** Why the library cannot be used on this machine; null if it can. */
    static String failure() {
        return Loaded.FAILURE;
    }

    /** Takes a message that LLVM allocated. */
    static String take(BytePointer message) {
        String text = message.getString();
        LLVMDisposeMessage(message);
        return text;
    }

    private static final class Loaded {
        static final Target HOST;
        static final String FAILURE;

        static {
            Target host = null;
            String failure = null;
            try {
                host = isUnpacked() ? load() : LibraryLoading.unpacking("LLVM", cache(), Loaded::load);
            } catch (LinkageError e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                failure = cause.toString().lines().findFirst().orElse("");
            }
            HOST = host;
            FAILURE = failure;
        }

        private static Path cache() {
            try {
                return Loader.getCacheDir().toPath();
            } catch (IOException e) {
                // Loading will fail for this reason.
                return Path.of(System.getProperty("user.home", ""), ".javacpp");
            }
        }

        private static boolean isUnpacked() {
            try (Stream<Path> unpacked = Files.list(cache())) {
                return unpacked.anyMatch(jar -> jar.getFileName().toString().startsWith("llvm-"));
            } catch (IOException e) {
                return false;
            }
        }

        private static Target load() {
            // JavaCPP would refuse memory once the whole process, PyTorch included, exceeds twice the Java heap.
            setUnlessSet("org.bytedeco.javacpp.maxBytes", "0");
            setUnlessSet("org.bytedeco.javacpp.maxPhysicalBytes", "0");
            LLVMInitializeNativeTarget();
            LLVMInitializeNativeAsmPrinter();
            LLVMInitializeNativeAsmParser();
            return new Target(
                    take(LLVMGetDefaultTargetTriple()), take(LLVMGetHostCPUName()), take(LLVMGetHostCPUFeatures()));
        }

        private static void setUnlessSet(String property, String value) {
            if (System.getProperty(property) == null) {
                System.setProperty(property, value);
            }
        }
    }
}
