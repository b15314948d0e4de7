package dev.huxley.engine.llvm.jit;

/**
 * A processor to compile for.
 *
 * @param triple architecture, vendor and system
 * @param cpu LLVM's name of the processor
 * @param features LLVM's list of features, such as {@code "+avx2,-avx512f"}
 */
public record Target(String triple, String cpu, String features) {
    /** Tells whether a fused multiply-add is one instruction; otherwise LLVM calls a slow function for it. */
    public boolean hasFusedMultiplyAdd() {
        return isArm() || has("fma");
    }

    /** The bytes of a vector register. */
    public int vectorBytes() {
        return has("avx512f") ? 64 : has("avx") ? 32 : 16;
    }

    boolean isWindows() {
        return triple.contains("windows");
    }

    private boolean isArm() {
        return triple.startsWith("aarch64") || triple.startsWith("arm64");
    }

    /** Tells whether the processor has this feature, by LLVM's name. */
    public boolean has(String feature) {
        String named = "+" + feature;
        int at = features.indexOf(named);
        while (at >= 0) {
            int end = at + named.length();
            if (end == features.length() || features.charAt(end) == ',') {
                return true;
            }
            at = features.indexOf(named, end);
        }
        return false;
    }
}
