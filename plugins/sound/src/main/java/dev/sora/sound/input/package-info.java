// SPDX-License-Identifier: Apache-2.0
/**
 * The input of sounds: {@code FittedSounds} encodes samples, {@code Frames} computes features of
 * them, {@code SoundVariation} varies both in training.
 */
package dev.sora.sound.input;
