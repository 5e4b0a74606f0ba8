// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.NodeKeys;
import dev.sora.core.plan.WeightsFit;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Checks that minibatches have enough records for the particles that are trained. A particle that
 * normalises over a minibatch learns nothing from a single record, and no error would show it.
 */
public final class BatchNeeds {

    /** How particles call it that normalise over the minibatch only where they are asked to. */
    private static final String ASKED = "batch_norm";

    private BatchNeeds() {}

    /**
     * Finds every trained node whose minibatches are too small. A shorter last minibatch of an
     * epoch does not count.
     *
     * @param keys what the manifest says of nodes
     * @param needs the records that a node needs
     * @param batchSize the records of a minibatch
     * @param shares the number of shares of a minibatch, of all devices and workers: each compares
     *     its own records only
     * @param records the number of training records; {@link Integer#MAX_VALUE} if not yet known
     */
    public static List<WeightsFit.Misfit> find(
            List<Node> nodes,
            Function<String, NodeKeys> keys,
            ToIntFunction<Node> needs,
            int batchSize,
            int shares,
            int records) {
        List<WeightsFit.Misfit> misfits = new ArrayList<>();
        for (Node node : nodes) {
            int least = needs.applyAsInt(node);
            // whose weights they are says whether they are trained
            String owner = keys.apply(node.name()).sameAs().orElse(node.name());
            if (least > 1
                    && least > Math.min(batchSize, records) / shares
                    && !keys.apply(owner).frozen()) {
                misfits.add(
                        new WeightsFit.Misfit(
                                node, problem(node, owner, least, batchSize, shares, records)));
            }
        }
        return misfits;
    }

    private static Problem problem(
            Node node, String owner, int needs, int batchSize, int shares, int records) {
        boolean fewRecords = records < needs * shares;
        String each = shares == 1 ? "" : " for each of its %d shares".formatted(shares);
        return ManifestCode.SMALL_BATCH
                .problem(
                        "'%s' cannot be trained by minibatches of %d: it compares their records"
                                .formatted(node.name(), Math.min(batchSize, records)))
                .needs("at least %d records in a minibatch%s".formatted(needs, each))
                .have(
                        fewRecords
                                ? "%d training records".formatted(records)
                                : "batch_size %d".formatted(batchSize))
                .fix(
                        (fewRecords
                                        ? "train on more records"
                                        : "set 'training.batch_size' to %d or more"
                                                .formatted(needs * shares))
                                + instead(node, owner));
    }

    /** Returns what else can be done, where the manifest says it: at the node with the weights. */
    private static String instead(Node node, String owner) {
        String where = owner.equals(node.name()) ? "" : " for '%s'".formatted(owner);
        String other =
                Boolean.TRUE.equals(node.planned().settings().asMap().get(ASKED))
                        ? "set '%s: false'%s".formatted(ASKED, where)
                        : "use a particle that processes each record by itself, such as"
                                + " 'layer_norm'";
        return ", %s, or set 'frozen: true'%s".formatted(other, where);
    }
}
