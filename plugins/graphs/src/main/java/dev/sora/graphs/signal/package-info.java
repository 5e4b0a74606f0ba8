// SPDX-License-Identifier: Apache-2.0
/** The signal of the nodes of a graph, which the input and the particles share. */
package dev.sora.graphs.signal;
