// SPDX-License-Identifier: Apache-2.0
/** Metrics of generated texts. */
package dev.sora.seq2seq.metric;
