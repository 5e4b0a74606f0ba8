// SPDX-License-Identifier: Apache-2.0
/** Encoders whose weights come trained, and layers that adapt such weights. */
package dev.sora.pretrained.particle;
