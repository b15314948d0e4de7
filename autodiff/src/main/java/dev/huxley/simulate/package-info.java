/**
 * Running a model: simulations, their inputs and batch axes, and the tape that carries gradients through them.
 * What a user of autodiff types. Calls program and engine.
 */
package dev.huxley.simulate;
