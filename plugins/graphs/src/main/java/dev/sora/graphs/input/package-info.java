// SPDX-License-Identifier: Apache-2.0
/**
 * The input {@code graph}: it reads nodes and edges from tables, and yields for a minibatch the
 * whole graph or a sampled neighbourhood.
 */
package dev.sora.graphs.input;
