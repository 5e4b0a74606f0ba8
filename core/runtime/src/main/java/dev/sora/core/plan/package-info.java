// SPDX-License-Identifier: Apache-2.0
/**
 * The plan of a pipeline: everything that is known before data is read.
 *
 * <p>A {@link Plan} contains the graph as {@link Node}s with their types, settings, shapes and
 * parameters, the sources and splits of the data, and the training. It is immutable. A dimension
 * that only the data determines is unknown.
 *
 * <pre>{@code
 * List<Node.Output> outputs = plan.nodes(Node.Output.class);
 * boolean tested = plan.data().hasTest();
 * }</pre>
 *
 * <p>The classes here hold and compare plans; {@link dev.sora.core.planning} creates them.
 */
package dev.sora.core.plan;
