// SPDX-License-Identifier: Apache-2.0
/**
 * Checks manifests against the available types and returns plans.
 *
 * <p>{@link Planner} checks keys, names, settings, columns and shapes, and throws all problems at
 * once, each with its place in the manifest. {@link Plan} contains everything that can be known
 * before data is read: the graph of {@link Node}s, the sources and splits, the training.
 *
 * <pre>{@code
 * Plan plan = new Planner(catalogue).plan(manifest);
 * List<Node.Output> outputs = plan.nodes(Node.Output.class);
 * }</pre>
 *
 * <p>{@link SchemaWriter} and {@link ReferenceWriter} write the JSON Schema and the reference from
 * the descriptions that the planner checks. Planning loads no native code, and reads no data beyond
 * column names at the beginning of files. Dimensions that only the data determines remain unknown.
 */
package dev.sora.core.plan;
