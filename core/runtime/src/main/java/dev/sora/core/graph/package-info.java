// SPDX-License-Identifier: Apache-2.0
/**
 * Computes the graph: {@link Network} evaluates nodes for a batch, {@link Weights} holds the
 * parameters.
 *
 * <p>All trained parameters are in one flat tensor; frozen parameters and the buffers of particles
 * are in two others. {@link ParameterLayout} defines the place of each parameter. A pass reads
 * views of these tensors, so the gradient of a step is one flat tensor, too.
 *
 * <pre>{@code
 * Subgraph subgraph = network.subgraph(List.of("label"), List.of());
 * Map<String, Value> values = network.compute(subgraph, Map.of(), feed);
 * }</pre>
 *
 * <p>{@link FittedGraph} is the graph with all shapes known. This package does not change weights:
 * {@link dev.sora.core.training} does.
 */
package dev.sora.core.graph;
