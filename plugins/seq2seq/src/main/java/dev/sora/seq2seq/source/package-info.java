// SPDX-License-Identifier: Apache-2.0
/** Sources of dialogues. */
package dev.sora.seq2seq.source;
