package dev.huxley.autograd;

import com.sun.jna.NativeLibrary;

/**
 * Lets PyTorch ask for large pages of memory. The traces of a large batch are new memory in every run, and the system
 * provides it page by page: with pages of 4 kB that takes as long as computing the traces.
 */
final class LargePages {
    /** The environment variable that PyTorch reads when it first allocates more than 2 MB. */
    private static final String VARIABLE = "THP_MEM_ALLOC_ENABLE";

    private LargePages() {}

    /** Sets the variable, unless the user has set it; to be called before PyTorch loads. */
    static void request() {
        if (!System.getProperty("os.name").startsWith("Linux")) {
            return;
        }
        try {
            int keepIfSet = 0;
            NativeLibrary.getInstance("c").getFunction("setenv").invokeInt(new Object[] {VARIABLE, "1", keepIfSet});
        } catch (LinkageError | RuntimeException e) {
            // Without it runs are right, but slower.
        }
    }
}
