/** Figures of traces, morphologies and networks. */
module dev.huxley.plot {
    requires transitive dev.huxley.core;
    requires java.desktop;

    exports dev.huxley.plot;
    exports dev.huxley.plot.model;
}
