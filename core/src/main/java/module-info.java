/** The description of models: trees of arrays, morphologies, mechanisms, protocols, files. */
module dev.huxley.core {
    requires transitive ai.djl.api;
    // DJL's jars are automatic modules, which name nothing that they need themselves.
    requires com.google.gson;
    requires org.slf4j;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.csv;
    requires java.xml;
    requires static org.jgrapht.core;

    exports dev.huxley.array;
    exports dev.huxley.display;
    exports dev.huxley.mechanism;
    exports dev.huxley.mechanism.aoyama;
    exports dev.huxley.mechanism.benison;
    exports dev.huxley.mechanism.catalogue;
    exports dev.huxley.mechanism.chen;
    exports dev.huxley.mechanism.destexhe;
    exports dev.huxley.mechanism.extended;
    exports dev.huxley.mechanism.fohlmeister;
    exports dev.huxley.mechanism.hay;
    exports dev.huxley.mechanism.hh;
    exports dev.huxley.mechanism.hodgkinhuxley;
    exports dev.huxley.mechanism.ion;
    exports dev.huxley.mechanism.kamiyama;
    exports dev.huxley.mechanism.liu;
    exports dev.huxley.mechanism.neuron;
    exports dev.huxley.mechanism.nmodl;
    exports dev.huxley.mechanism.passive;
    exports dev.huxley.mechanism.pospischil;
    exports dev.huxley.mechanism.ribbon;
    exports dev.huxley.mechanism.scheme;
    exports dev.huxley.mechanism.simplified;
    exports dev.huxley.mechanism.synapse;
    exports dev.huxley.mechanism.torre;
    exports dev.huxley.mechanism.usui;
    exports dev.huxley.model;
    exports dev.huxley.model.graph;
    exports dev.huxley.morphology;
    exports dev.huxley.protocol;
    exports dev.huxley.query;
    exports dev.huxley.storage;
    exports dev.huxley.table;
    exports dev.huxley.tree;
    exports dev.huxley.text to
            dev.huxley.plot,
            dev.huxley.autodiff,
            dev.huxley.optim,
            dev.huxley.lab,
            dev.huxley.bench,
            dev.huxley.cli;

    uses dev.huxley.display.DisplayService;
}
