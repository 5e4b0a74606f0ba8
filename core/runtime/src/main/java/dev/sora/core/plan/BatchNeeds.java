// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.problem.Problem;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Checks that minibatches have enough records for the particles that are trained. A particle that
 * normalises over a minibatch learns nothing from a single record, and no error would show it.
 */
public final class BatchNeeds {

    private BatchNeeds() {}

    /**
     * Finds every trained node whose minibatches are too small. A shorter last minibatch of an
     * epoch does not count.
     *
     * @param needs the number of records that a node needs
     * @param batchSize the records of a minibatch
     * @param records the number of training records; {@link Integer#MAX_VALUE} if not yet known
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
