// SPDX-License-Identifier: Apache-2.0
/**
 * Sentences that are divided into tokens already, and pieces of words that are learned from texts.
 */
package dev.sora.reading.tokens;
