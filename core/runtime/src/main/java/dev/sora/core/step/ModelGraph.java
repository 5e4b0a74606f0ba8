// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.step;

import dev.sora.core.graph.FittedGraph;
import dev.sora.core.io.TensorData;
import java.nio.file.Path;
import java.util.Map;

/**
 * The model of a package that a training asks, on the host.
 *
 * @param file the package
 * @param graph its graph with restored inputs and outputs
 * @param weights its weights by their names in files
 */
public record ModelGraph(Path file, FittedGraph graph, Map<String, TensorData> weights) {}
