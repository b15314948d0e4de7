/**
 * Running a model: simulations, their inputs and batch axes, the tape that carries gradients through them, and the model as
 * a dynamical system that is advanced step by step. Users of autodiff work with this package.
 *
 * <p>Calls {@code array}, {@code autograd}, {@code display}, {@code engine}, {@code engine.llvm},
 * {@code engine.torch}, {@code graph}, {@code library}, {@code mechanism}, {@code mechanism.nmodl}, {@code model},
 * {@code program}, {@code program.derive}, {@code program.integrate}, {@code program.lower}, {@code protocol},
 * {@code text}, {@code tree}; called by users and {@code bench}, {@code cli}, {@code cluster}, {@code demo}, {@code fit},
 * {@code fit.feature}, {@code fit.recording}, {@code inspect}, {@code inspect.figure}, {@code notebook},
 * {@code notebook.render}, {@code parametersweep}, {@code population}.
 */
package dev.huxley.simulate;
