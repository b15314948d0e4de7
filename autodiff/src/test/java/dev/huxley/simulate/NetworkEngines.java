package dev.huxley.simulate;

import java.util.List;

/** The engines that simulate networks. */
final class NetworkEngines {
    static final List<String> ALL = List.of("torch", "llvm");

    private NetworkEngines() {}
}
