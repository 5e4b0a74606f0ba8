// SPDX-License-Identifier: Apache-2.0
/** Particles that pass messages along the edges of a graph, and the selection of nodes. */
package dev.sora.graphs.particle;
