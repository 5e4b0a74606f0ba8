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

    LossSums(Plan plan, NDManager manager) {
        total = manager.create(0f);
        if (plan.nodes(Node.Output.class).size() > 1) {
            plan.nodes(Node.Output.class)
                    .forEach(output -> byOutput.put(output.name(), manager.create(0f)));
        }
    }

    void add(Step step, int size) {
        total.addi(step.loss().mul(size));
        byOutput.forEach((output, sum) -> sum.addi(step.losses().get(output).mul(size)));
        records += size;
    }

    /** The mean loss so far; waits for the device. */
    double mean() {
        return total.getFloat() / (double) records;
    }

    /** The mean loss over all outputs, and with several outputs that of each. */
    Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("loss", mean());
        byOutput.forEach(
                (output, sum) -> figures.put(output + ".loss", sum.getFloat() / (double) records));
        return figures;
    }
}
