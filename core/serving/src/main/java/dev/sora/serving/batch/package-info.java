// SPDX-License-Identifier: Apache-2.0
/**
 * Computes the records of several requests together, and refuses what cannot be computed in time.
 */
package dev.sora.serving.batch;
