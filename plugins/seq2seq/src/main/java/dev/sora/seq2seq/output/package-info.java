// SPDX-License-Identifier: Apache-2.0
/** The output that generates texts. */
package dev.sora.seq2seq.output;
