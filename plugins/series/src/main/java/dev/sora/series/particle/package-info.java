// SPDX-License-Identifier: Apache-2.0
/** Particles for sequences of steps of time. */
package dev.sora.series.particle;
