// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sums the losses of an epoch on the device, so that no step waits for it. */
final class LossSums {

    private final NDArray total;
    private final Map<String, NDArray> byOutput = new LinkedHashMap<>();
    private long records;

    /**
     * Creates the sums.
     *
     * @param sums what they begin with, by the names of {@link #sums()}; 0 for those not there
     * @param records the records that this comes from
     */
    LossSums(Plan plan, NDManager manager, Map<String, Double> sums, long records) {
        this.records = records;
        total = manager.create(sums.getOrDefault("loss", 0.0).floatValue());
        if (plan.nodes(Node.Output.class).size() > 1) {
            plan.nodes(Node.Output.class)
                    .forEach(
                            output ->
                                    byOutput.put(
                                            output.name(),
                                            manager.create(
                                                    sums.getOrDefault(output.name() + ".loss", 0.0)
                                                            .floatValue())));
        }
    }

    /**
     * Adds the losses of a minibatch.
     *
     * @param more the records that were not counted yet
     * @param size the records that the losses are the mean over
     */
    void add(Computed computed, int more, int size) {
        total.addi(computed.loss().mul(size));
        byOutput.forEach(
                (output, sum) -> {
                    NDArray loss = computed.losses().get(output);
                    if (loss != null) {
                        sum.addi(loss.mul(size));
                    }
                });
        records += more;
    }

    /** The sums as they are, in 32 bits; waits for the device. */
    Map<String, Double> sums() {
        Map<String, Double> sums = new LinkedHashMap<>();
        sums.put("loss", (double) total.getFloat());
        byOutput.forEach((output, sum) -> sums.put(output + ".loss", (double) sum.getFloat()));
        return sums;
    }

    long records() {
        return records;
    }

    /** The mean loss so far, if any was counted; waits for the device. */
    double mean() {
        return records == 0 ? 0 : total.getFloat() / (double) records;
    }

    /** The mean loss over all outputs, and with several outputs that of each. */
    Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        if (records == 0) {
            return figures;
        }
        figures.put("loss", mean());
        byOutput.forEach(
                (output, sum) -> figures.put(output + ".loss", sum.getFloat() / (double) records));
        return figures;
    }
}
