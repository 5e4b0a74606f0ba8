// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.problem.Problem;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Checks that minibatches have the records that particles need to be trained: one that normalises
 * over a minibatch learns nothing of a single record, and nobody would know.
 */
public final class BatchNeeds {

    private BatchNeeds() {}

    /**
     * Finds every node that is to be trained by minibatches that are too small for it. A last,
     * shorter one of an epoch does not count.
     *
     * @param needs the records that a node needs
     * @param batchSize the records of a minibatch
     * @param records the training records there are; {@link Integer#MAX_VALUE} if not yet known
     */
    public static List<WeightsFit.Misfit> find(
            List<Node> nodes,
            Function<String, NodeKeys> keys,
            ToIntFunction<Node> needs,
            int batchSize,
            int records) {
        return nodes.stream()
                .filter(node -> !keys.apply(node.name()).frozen())
                .filter(node -> needs.applyAsInt(node) > Math.min(batchSize, records))
                .map(
                        node ->
                                new WeightsFit.Misfit(
                                        node,
                                        problem(
                                                node.name(),
                                                needs.applyAsInt(node),
                                                batchSize,
                                                records)))
                .toList();
    }

    private static Problem problem(String node, int needs, int batchSize, int records) {
        boolean fewRecords = records < needs;
        return ManifestCode.SMALL_BATCH
                .problem(
                        "'%s' cannot be trained by minibatches of %d: it compares their records"
                                .formatted(node, Math.min(batchSize, records)))
                .needs("at least %d records in a minibatch".formatted(needs))
                .have(
                        fewRecords
                                ? "%d training records".formatted(records)
                                : "batch_size %d".formatted(batchSize))
                .fix(
                        (fewRecords
                                        ? "train on more records"
                                        : "set 'training.batch_size' to %d or more"
                                                .formatted(needs))
                                + ", use a particle that looks at each record by itself, such as"
                                + " 'layer_norm', or set 'frozen: true'");
    }
}
