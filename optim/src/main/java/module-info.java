/** The parts of a fit: optimizers, losses, features, transforms, and the fitting loop. */
module dev.huxley.optim {
    requires transitive dev.huxley.autodiff;
    requires com.fasterxml.jackson.databind;

    exports dev.huxley.feature;
    exports dev.huxley.fit;
    exports dev.huxley.loss;
    exports dev.huxley.optimizer;
    exports dev.huxley.search;
    exports dev.huxley.transform;
}
