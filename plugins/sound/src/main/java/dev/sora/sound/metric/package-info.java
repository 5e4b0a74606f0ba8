// SPDX-License-Identifier: Apache-2.0
/** Metrics of recognised texts. */
package dev.sora.sound.metric;
