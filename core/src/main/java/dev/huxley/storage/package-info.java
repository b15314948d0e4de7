/**
 * Models and trees of arrays in files. One file is one container in the safetensors layout, which other languages can
 * read: an 8-byte length, a JSON header that places arrays, then the arrays. A manifest in JSON, in the header's
 * metadata, gives the meaning of the arrays. Files may come from anywhere: everything in them is checked, sizes before
 * anything is allocated, and nothing in them is ever run. A file only names its mechanisms; the constructors that make
 * them are those that {@link dev.huxley.storage.MechanismRegistry} has.
 *
 * <p>Calls {@code mechanism}, {@code model}, {@code morphology}, {@code protocol}, {@code text}, {@code tree}; called
 * by users and {@code fit.feature}, {@code model.graph}, {@code parametersweep}.
 */
package dev.huxley.storage;
