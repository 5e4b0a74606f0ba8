// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.minibatches;

import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.OrderPlan;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.order.Order;
import dev.sora.order.OrderType;
import dev.sora.order.TrainingRecords;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.List;
import java.util.SplittableRandom;

/** The minibatches that an order of a plugin chooses, a pure function of seed and epoch. */
final class ChosenOrder {

    private final Plan plan;
    private final ResolvedType<OrderType> planned;
    private final Order order;
    private final Known records;

    ChosenOrder(Plan plan, OrderPlan chosen, EncodedData data) {
        this.plan = plan;
        planned = chosen.planned();
        order =
                PluginWork.call(
                        plan, planned, "was made", () -> planned.type().create(planned.settings()));
        int[] classes =
                chosen.output().map(output -> classes(plan, output, data)).orElse(new int[0]);
        records =
                new Known(
                        data.size(),
                        plan.training().batches().size(),
                        Math.toIntExact(plan.training().batches().stepsPerEpoch(data.size())),
                        chosen.output().isPresent(),
                        classes);
    }

    private static int[] classes(Plan plan, String name, EncodedData data) {
        Node.Output output =
                plan.nodes(Node.Output.class).stream()
                        .filter(node -> node.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        int at =
                PluginWork.call(
                                plan,
                                output.planned(),
                                "reported where the classes of '%s' are".formatted(name),
                                output.particle()::classesAt)
                        .orElseThrow();
        return data.targetNumbers(name, at);
    }

    /**
     * Returns the minibatches of an epoch.
     *
     * @throws SoraException if the records do not allow the order, or it breaks its contract
     */
    EpochRows rows(int epoch) {
        SplittableRandom random = new SplittableRandom(EpochOrder.seedOf(plan.seed(), epoch));
        List<int[]> minibatches =
                PluginWork.call(
                        plan,
                        planned,
                        "chose the minibatches of an epoch",
                        () -> order.minibatches(records, random));
        check(minibatches);
        return EpochRows.chosen(minibatches, records.size());
    }

    private void check(List<int[]> minibatches) {
        if (minibatches == null || minibatches.size() != records.minibatches()) {
            String have = minibatches == null ? "none" : Integer.toString(minibatches.size());
            throw wrong("%d minibatches".formatted(records.minibatches()), have);
        }
        for (int[] rows : minibatches) {
            if (rows == null || rows.length < 1 || rows.length > records.batchSize()) {
                throw wrong(
                        "1 to %d records in a minibatch".formatted(records.batchSize()),
                        rows == null ? "null" : Integer.toString(rows.length));
            }
            for (int row : rows) {
                if (row < 0 || row >= records.size()) {
                    throw wrong(
                            "indices from 0 to %d".formatted(records.size() - 1),
                            Integer.toString(row));
                }
            }
        }
    }

    private SoraException wrong(String needs, String have) {
        return new SoraException(
                Problem.of(
                                "SORA-3909",
                                "'%s' of plugin '%s' chose minibatches that cannot be trained on"
                                        .formatted(
                                                planned.type().descriptor().name(),
                                                planned.plugin().name()))
                        .where(plan.manifest().where(planned.path()))
                        .needs(needs)
                        .have(have)
                        .fix(
                                "report it to the plugin's authors; the test kit's contract of orders"
                                        + " finds it"));
    }

    /** What the order knows of the records. */
    private record Known(int size, int batchSize, int minibatches, boolean classified, int[] of)
            implements TrainingRecords {

        @Override
        public int[] classes() {
            if (!classified) {
                throw new IllegalStateException("OrderType.readsClasses() returns false");
            }
            return of.clone();
        }
    }
}
