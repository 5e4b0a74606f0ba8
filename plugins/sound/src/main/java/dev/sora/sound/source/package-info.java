// SPDX-License-Identifier: Apache-2.0
/** Sources of sounds. */
package dev.sora.sound.source;
