// SPDX-License-Identifier: Apache-2.0
/**
 * Texts for models that come trained.
 *
 * <p>The input {@code subwords} divides texts as the tokenizer.json of a model says; the particle
 * {@code bert} is the encoder whose weights such a model has. The weights themselves are read by
 * core, for a node with the key {@code pretrained}:
 *
 * <pre>{@code
 * inputs:
 *   review: {type: subwords, column: text, tokenizer: model/tokenizer.json, length: 128}
 * particles:
 *   encoder:
 *     type: bert
 *     from: review
 *     layers: 6
 *     frozen: true
 *     pretrained: {file: model/model.safetensors}
 * }</pre>
 */
package dev.sora.pretrained;
