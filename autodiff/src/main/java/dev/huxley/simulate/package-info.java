/**
 * Running a model: simulations, their inputs and batch axes, the tape that carries gradients through them, and the model as
 * a dynamical system that is advanced step by step.
 * What a user of autodiff types. Calls program and engine.
 */
package dev.huxley.simulate;
