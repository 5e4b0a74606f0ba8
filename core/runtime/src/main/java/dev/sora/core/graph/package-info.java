// SPDX-License-Identifier: Apache-2.0
/** The graph at work: parameters in flat tensors, and the pass through the nodes. */
package dev.sora.core.graph;
