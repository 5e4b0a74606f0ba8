// SPDX-License-Identifier: Apache-2.0
/** Indexes of plugins: what is to be had where, and fetching it whole. */
package dev.sora.container.index;
