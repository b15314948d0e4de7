package dev.huxley.engine.llvm.jit;

import static org.bytedeco.llvm.global.LLVM.*;

import dev.huxley.library.NativeLibraryException;
import dev.huxley.library.UnpackedLibrary;
import dev.huxley.library.UserFolders;
import org.bytedeco.javacpp.BytePointer;

/** LLVM's native library: loaded at the first use, once per process. */
public final class LlvmLibrary {
    private LlvmLibrary() {}

    /**
     * The processor on which the process runs.
     *
     * @throws IllegalStateException if the library cannot be used
     */
    public static Target host() {
        if (Loaded.FAILURE != null) {
            throw new IllegalStateException("LLVM cannot be used here: " + Loaded.FAILURE);
        }
        return Loaded.HOST;
    }

    /** The version of the library. */
    public static String version() {
        int[] major = {0};
        int[] minor = {0};
        int[] patch = {0};
        LLVMGetVersion(major, minor, patch);
        return major[0] + "." + minor[0] + "." + patch[0];
    }

    /** The reason why the library cannot be used on this machine; null if it can. */
    public static String failure() {
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
            UnpackedLibrary files = null;
            try {
                files = LlvmFiles.find(UserFolders.ofProcess());
                files.makeWhole();
                host = load();
            } catch (NativeLibraryException e) {
                failure = e.getMessage();
            } catch (LinkageError e) {
                failure = reason(files, e);
            }
            HOST = host;
            FAILURE = failure;
        }

        private static String reason(UnpackedLibrary files, LinkageError error) {
            Throwable cause = error.getCause() == null ? error : error.getCause();
            String line = cause.toString().lines().findFirst().orElse("");
            return files == null
                    ? line
                    : files.notLoaded(error).map(Throwable::getMessage).orElse(line);
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
