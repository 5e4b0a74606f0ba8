// SPDX-License-Identifier: Apache-2.0
/** The output of sequences of symbols. */
package dev.sora.sound.output;
