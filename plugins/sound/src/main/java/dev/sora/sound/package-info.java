// SPDX-License-Identifier: Apache-2.0
/**
 * Sounds: WAV files as records, spectra as sequences, convolution over time, and an output for
 * sequences of symbols without an alignment.
 */
package dev.sora.sound;
