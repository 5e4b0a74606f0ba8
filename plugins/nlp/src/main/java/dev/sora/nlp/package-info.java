// SPDX-License-Identifier: Apache-2.0
/**
 * The plugin {@code nlp}: inputs that turn texts into sequences of indices, and particles that
 * process sequences.
 *
 * <p>{@code dev.sora.nlp.text} contains the inputs {@code text} and {@code sequence}, {@code
 * dev.sora.nlp.particle} embeddings, recurrent layers, convolutions and transformer encoders. In a
 * manifest:
 *
 * <pre>{@code
 * inputs:
 *   words: {type: text, column: text, max_words: 10000}
 * particles:
 *   meaning: {type: embedding, from: words, units: 100}
 *   reading: {type: lstm, from: meaning, units: 100, dropout: 0.2}
 * }</pre>
 *
 * <p>Text generation is not part of this plugin.
 */
package dev.sora.nlp;
