/**
 * Running a model: simulations, their inputs and batch axes, the tape that carries gradients through them, and the model as
 * a dynamical system that is advanced step by step. Users of autodiff work with this package. Calls program and engine.
 */
package dev.huxley.simulate;
