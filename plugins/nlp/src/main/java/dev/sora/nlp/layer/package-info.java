// SPDX-License-Identifier: Apache-2.0
/**
 * Shared building blocks of the particles: masks of valid steps, dropout and initial weights.
 *
 * <p>{@code Steps} computes over the valid steps of a padded batch, so that padding never changes a
 * result.
 */
package dev.sora.nlp.layer;
