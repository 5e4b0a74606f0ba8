// SPDX-License-Identifier: Apache-2.0
/** Optimisers on one flat tensor. */
package dev.sora.standard.optimiser;
