// SPDX-License-Identifier: Apache-2.0
/** Metrics of verification and identification, over all pairs of the evaluated records. */
package dev.sora.similarity.metric;
