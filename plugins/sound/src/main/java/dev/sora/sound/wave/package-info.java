// SPDX-License-Identifier: Apache-2.0
/** WAV files and sampling rates. */
package dev.sora.sound.wave;
