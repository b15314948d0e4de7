/**
 * Models and trees of arrays in files. One file is one container in the safetensors layout, which other languages read as
 * it is: an 8-byte length, a JSON header that places arrays, then the arrays. A manifest in JSON, in the header's metadata,
 * says what the arrays mean. Files may come from anywhere: everything in them is checked, sizes before anything is
 * allocated, and nothing in them is ever run. Mechanisms are named in a file; they are made by the constructors that
 * {@link dev.huxley.storage.MechanismRegistry} has. Calls model, mechanism, morphology, protocol and tree; is called by
 * users and by model.graph.
 */
package dev.huxley.storage;
