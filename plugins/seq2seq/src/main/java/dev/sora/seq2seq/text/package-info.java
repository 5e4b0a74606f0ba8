// SPDX-License-Identifier: Apache-2.0
/** Texts as sequences of learned pieces of words. */
package dev.sora.seq2seq.text;
