/** Measures the speed of simulations and gradients on this machine. */
module dev.huxley.bench {
    requires com.fasterxml.jackson.databind;
    requires dev.huxley.lab;
    requires java.management;

    exports dev.huxley.bench to
            dev.huxley.cli;
}
