// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.input;

/**
 * A node that is not in the graph: a record brings its features and neighbours. It receives
 * messages from them and sends none, so the results of other nodes do not depend on it.
 *
 * @param features its features
 * @param neighbours the rows of its neighbours in the graph
 */
record NewNode(float[] features, int[] neighbours) {}
