/** The execution of models: tracing, lowering, differentiation, engines. */
module dev.huxley.autodiff {
    requires transitive dev.huxley.core;
    requires ai.djl.pytorch_engine;
    requires org.bytedeco.javacpp;
    requires org.bytedeco.llvm;
    requires org.objectweb.asm;
    requires com.sun.jna;
    requires jdk.management;

    exports dev.huxley.autograd;
    exports dev.huxley.inspect;
    exports dev.huxley.neuron;
    exports dev.huxley.population;
    exports dev.huxley.program.integrate;
    exports dev.huxley.simulate;
    exports dev.huxley.library to
            dev.huxley.lab,
            dev.huxley.bench,
            dev.huxley.cli;

    provides ai.djl.engine.EngineProvider with
            dev.huxley.autograd.MendedPyTorch;
}
