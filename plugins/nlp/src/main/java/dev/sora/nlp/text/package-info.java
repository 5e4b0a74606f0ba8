// SPDX-License-Identifier: Apache-2.0
/** Inputs: texts and other sequences, tokenised, counted and numbered. */
package dev.sora.nlp.text;
