// SPDX-License-Identifier: Apache-2.0
/** Particles for sequences of vectors. */
package dev.sora.sound.particle;
