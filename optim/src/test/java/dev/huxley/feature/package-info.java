/** Tests of features: eFEL's own numbers, traces computed by hand, laws of the definitions, gradients. */
package dev.huxley.feature;
