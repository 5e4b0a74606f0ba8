// SPDX-License-Identifier: Apache-2.0
/**
 * Checks manifests against the available types and returns plans.
 *
 * <p>{@link Planner} checks keys, names, settings, columns and shapes, and throws all problems at
 * once, each with its place in the manifest. Planning loads no native code, and reads no data
 * beyond column names at the beginning of files.
 *
 * <pre>{@code
 * Plan plan = new Planner(catalogue).plan(manifest);
 * }</pre>
 *
 * <p>Each section of the manifest has a planner: of data and of the graph in the packages below, of
 * training and engine here.
 */
package dev.sora.core.planning;
