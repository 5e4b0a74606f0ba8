// SPDX-License-Identifier: Apache-2.0
/**
 * The plugin {@code graphs}: records that are nodes of a graph, such as papers that cite each
 * other.
 *
 * <p>The input {@code graph} reads nodes and edges from tables beside the records. Particles pass
 * messages along the edges: {@code gcn}, {@code graphsage} and {@code gat}. {@code record-nodes}
 * selects the nodes that the records of a minibatch are about; any output may follow it. In a
 * manifest:
 *
 * <pre>{@code
 * data:
 *   train: {type: csv, path: papers.csv}
 *   tables: {papers: {type: csv, path: papers.csv}, links: {type: csv, path: links.csv}}
 * inputs:
 *   paper:
 *     type: graph
 *     column: paper
 *     nodes: {table: papers, id: paper, features: words}
 *     edges: {table: links, from: cited, to: citing}
 * particles:
 *   hidden: {type: gcn, from: paper, units: 16, activation: relu}
 *   second: {type: gcn, from: hidden, units: 7}
 *   asked: {type: record-nodes, from: second}
 * }</pre>
 *
 * <p>It does not classify whole graphs, such as molecules.
 */
package dev.sora.graphs;
