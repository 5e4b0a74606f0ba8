// SPDX-License-Identifier: Apache-2.0
/**
 * Layers that particles are built of: activation functions, dense layers, normalisation, dropout.
 *
 * <p>A layer declares parameters and computes with those of a pass; a particle combines layers. Two
 * layers in sequence:
 *
 * <pre>{@code
 * static final DenseLayer HIDDEN = new DenseLayer(32, true, NamedInitialiser.HE);
 * static final DenseLayer LAST = new DenseLayer(8, true, NamedInitialiser.GLOROT);
 *
 * List<ParameterSpec> parameters(long in) {
 *     List<ParameterSpec> parameters = new ArrayList<>(HIDDEN.parameters("hidden", in));
 *     parameters.addAll(LAST.parameters("last", 32));
 *     return parameters;
 * }
 *
 * NDArray apply(NDArray rows, Pass pass) {
 *     NDArray hidden = Activation.GELU.apply(HIDDEN.apply(rows, pass.within("hidden")));
 *     return LAST.apply(Dropout.values(hidden, 0.1, pass), pass.within("last"));
 * }
 * }</pre>
 *
 * <p>{@link dev.sora.layers.EncoderLayer} is the layer of a transformer. {@link
 * dev.sora.layers.Activation} is the list of functions that every setting {@code activation} of
 * Sora's own plugins offers. {@link dev.sora.layers.Signals} checks the signal of a particle that
 * takes rows of numbers.
 *
 * <p>The library contains no types, and needs only the api. A plugin that uses it packs its own
 * copy, so a later Sora does not change the plugin's numbers. Convolutions and recurrent layers are
 * in the plugins that offer them.
 */
package dev.sora.layers;
