// SPDX-License-Identifier: Apache-2.0
/**
 * Tagging: a label for each token of a sentence. The input {@code tokens}, the particle {@code
 * word-characters}, the output {@code tags} with a conditional random field, and metrics of
 * entities.
 */
package dev.sora.nlp.tagging;
