/**
 * The way from a recording to an accepted model: {@link dev.huxley.fit.feature.FeatureFit} chooses sweeps, takes their
 * features, searches the parameters of a model or of a ladder of models, and checks the result on sweeps that were held
 * out; {@link dev.huxley.fit.feature.FeatureFitResult} has the models with every z-score.
 *
 * <p>{@link dev.huxley.fit.feature.FeatureEvaluator} gives searches the scores of features and their gradients.
 *
 * <p>Calls {@code array}, {@code autograd}, {@code display}, {@code feature}, {@code fit.description},
 * {@code fit.job}, {@code fit.recording}, {@code model}, {@code neuron}, {@code plot}, {@code plot.model}, {@code population},
 * {@code program.integrate}, {@code protocol}, {@code recording}, {@code report}, {@code search}, {@code simulate},
 * {@code storage}, {@code text}, {@code tree}; called by users and {@code cli}, {@code cluster}, {@code notebook},
 * {@code notebook.progress}, {@code notebook.render}.
 */
package dev.huxley.fit.feature;
