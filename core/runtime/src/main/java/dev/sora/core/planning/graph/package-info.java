// SPDX-License-Identifier: Apache-2.0
/**
 * Plans the graph: nodes, their connections, and the shapes of their signals.
 *
 * <p>{@link NodeReader} reads the sections of nodes into {@link NodeDefinition}s. {@link
 * GraphChecker} connects them and refuses cycles and signals that nothing takes, and {@link
 * ShapePlanner} passes the shapes of signals through the graph in topological order, so that a
 * particle which does not fit is reported before any data is read.
 *
 * <p>{@link TakenNodes} reads nodes with trained weights from other model packages.
 */
package dev.sora.core.planning.graph;
