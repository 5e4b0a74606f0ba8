// SPDX-License-Identifier: Apache-2.0
/** Inputs that read windows of series, as the derivation {@code windows} makes them. */
package dev.sora.series.input;
