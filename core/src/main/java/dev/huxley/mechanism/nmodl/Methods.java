package dev.huxley.mechanism.nmodl;

import java.util.Set;

/** The methods behind SOLVE. */
final class Methods {
    private static final Set<String> IMPLICIT = Set.of("derivimplicit", "sparse", "newton");
    private static final Set<String> EXPLICIT = Set.of("cnexp", "euler", "runge", "adrunge", "adeuler", "heun");
    private static final Set<String> CALLED = Set.of("", "after_cvode", "cvode_t", "cvode_v");

    private Methods() {}

    static boolean isImplicit(String method) {
        return IMPLICIT.contains(method);
    }

    static boolean isKnown(String method) {
        return IMPLICIT.contains(method) || EXPLICIT.contains(method) || CALLED.contains(method);
    }

    static Set<String> known() {
        Set<String> all = new java.util.TreeSet<>(IMPLICIT);
        all.addAll(EXPLICIT);
        all.addAll(CALLED);
        all.remove("");
        return all;
    }
}
