package dev.huxley.autograd;

import com.sun.jna.NativeLibrary;

/**
 * Lets PyTorch ask for large pages of memory. The traces of a large batch are new memory in every run, and the system
 * hands it out page by page: with pages of 4 kB that takes as long as computing what is written there.
 */
final class LargePages {
    /** PyTorch reads it from the environment when it first allocates more than 2 MB. */
    private static final String VARIABLE = "THP_MEM_ALLOC_ENABLE";

    private LargePages() {}

    /** To be called before PyTorch loads. What the user has set in the environment stays. */
    static void request() {
        if (!System.getProperty("os.name").startsWith("Linux")) {
            return;
        }
        try {
            int keepIfSet = 0;
            NativeLibrary.getInstance("c").getFunction("setenv").invokeInt(new Object[] {VARIABLE, "1", keepIfSet});
        } catch (LinkageError | RuntimeException e) {
            // Runs are right without, and slower.
        }
    }
}
