// SPDX-License-Identifier: Apache-2.0
/**
 * Building blocks of particles for sequences.
 *
 * <p>{@code Steps} computes over the valid steps of a padded batch, so that padding never changes a
 * result. {@code OrthogonalInitialiser} starts recurrent weights. Layers that are not specific to
 * sequences are in the library {@code dev.sora.layers}.
 */
package dev.sora.nlp.layer;
