// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.WeightsFit;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Checks that the losses of a training may be computed by shares of a minibatch. A loss that
 * compares the records of a minibatch, such as a triplet loss, would compare those of a share only:
 * another loss, of fewer pairs, and none at all where a share has no pair.
 */
public final class SharedLosses {

    private SharedLosses() {}

    /**
     * Finds every output whose loss compares records: it needs more than one in a minibatch.
     *
     * @param outputs the outputs of a graph
     * @param needs the records that a node needs
     * @param shares the number of shares of a minibatch, of all devices and workers
     */
    public static List<WeightsFit.Misfit> find(
            List<? extends Node> outputs, ToIntFunction<Node> needs, int shares) {
        if (shares == 1) {
            return List.of();
        }
        return outputs.stream()
                .filter(node -> needs.applyAsInt(node) > 1)
                .map(
                        node ->
                                new WeightsFit.Misfit(
                                        node,
                                        ManifestCode.DEVICES
                                                .problem(
                                                        "the loss of '%s' compares the records of"
                                                                        .formatted(node.name())
                                                                + " a minibatch, which no device"
                                                                + " or worker sees as a whole")
                                                .have("minibatches in %d shares".formatted(shares))
                                                .fix(
                                                        "train on one device, by one process or"
                                                                + " worker")))
                .toList();
    }
}
