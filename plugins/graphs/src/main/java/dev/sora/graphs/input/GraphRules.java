// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.input;

import java.util.Optional;

/**
 * The settings of the input.
 *
 * @param column the column of records with the name of a node
 * @param nodes the table of the nodes
 * @param id its column with names
 * @param features its column with vectors
 * @param edges the table of the edges; empty if they are the training records
 * @param from its column with starts
 * @param to its column with ends
 * @param undirected whether messages pass both ways
 * @param normalise what features are divided by
 * @param sample the number of neighbours that are drawn for each layer; none for the whole graph
 * @param neighbours the column of records with the neighbours of a new node
 */
record GraphRules(
        String column,
        String nodes,
        String id,
        String features,
        Optional<String> edges,
        String from,
        String to,
        boolean undirected,
        String normalise,
        int[] sample,
        Optional<String> neighbours) {

    /** Divides features as the settings say; features that are all 0 stay as they are. */
    float[] normalised(float[] features) {
        if (normalise.equals("none")) {
            return features;
        }
        boolean sum = normalise.equals("l1");
        double size = 0;
        for (float value : features) {
            size += sum ? Math.abs(value) : (double) value * value;
        }
        double divisor = sum ? size : Math.sqrt(size);
        float[] scaled = features.clone();
        for (int i = 0; i < scaled.length && divisor > 0; i++) {
            scaled[i] = (float) (scaled[i] / divisor);
        }
        return scaled;
    }
}
