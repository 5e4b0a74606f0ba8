// SPDX-License-Identifier: Apache-2.0
/** Sora's standard plugin: what nearly every pipeline is assembled from. */
package dev.sora.standard;
