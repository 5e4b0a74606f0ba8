// SPDX-License-Identifier: Apache-2.0
/**
 * Drops members of a generation that contribute least, and writes the smaller package: {@link
 * dev.sora.core.pruning.Pruner}.
 */
package dev.sora.core.pruning;
