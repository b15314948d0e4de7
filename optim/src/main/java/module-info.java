/** How parameters are fitted: optimizers, losses, transforms, fits. */
module dev.huxley.optim {
    requires transitive dev.huxley.autodiff;

    exports dev.huxley.fit;
    exports dev.huxley.loss;
    exports dev.huxley.optimizer;
    exports dev.huxley.transform;
}
