// SPDX-License-Identifier: Apache-2.0
/**
 * Particles for vectors and other tensors: dense, activation, dropout, normalisation and reshaping.
 *
 * <p>{@code Particles.types()} lists them. {@code Dense} computes all members of a generation in
 * one product. Convolutions come from the plugin {@code vision}, recurrent layers from {@code nlp}.
 */
package dev.sora.standard.particle;
