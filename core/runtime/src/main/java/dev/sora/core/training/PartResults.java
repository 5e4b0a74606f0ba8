// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.graph.Flat;
import dev.sora.core.graph.Transfer;
import dev.sora.core.graph.Weights;
import dev.sora.core.step.Computed;
import dev.sora.core.step.LossShares;
import dev.sora.core.step.Minibatch;
import dev.sora.tensor.Signal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins what the devices computed from their parts of a minibatch, on the first device, in the
 * order of the devices.
 */
final class PartResults {

    private final Minibatch batch;
    private final NDManager manager;
    private final List<@Nullable Computed> parts;
    private final LossShares shares;

    /**
     * Creates an instance.
     *
     * @param parts the results of the parts; null for one without records
     */
    PartResults(Minibatch batch, List<@Nullable Computed> parts, LossShares shares) {
        this.batch = batch;
        this.manager = batch.manager();
        this.parts = parts;
        this.shares = shares;
    }

    /**
     * Returns the losses and the gradient of the whole minibatch, and the predictions of the first
     * part.
     *
     * @param shape the shape of the gradient
     */
    Computed joined(Shape shape) {
        Computed first = parts.get(0);
        NDArray gradient = first == null ? manager.zeros(shape) : first.gradient();
        NDArray total = null;
        Map<String, NDArray> losses = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            Computed part = parts.get(i);
            if (part == null) {
                continue;
            }
            if (i > 0) {
                gradient.addi(Transfer.to(part.gradient(), manager));
            }
            NDArray loss = Transfer.to(part.loss(), manager);
            total = total == null ? loss : total.add(loss);
            Map<String, NDArray> weights = shares.onFirst(i);
            part.losses()
                    .forEach(
                            (output, mean) ->
                                    losses.merge(
                                            output,
                                            Transfer.to(mean, manager).mul(weights.get(output)),
                                            NDArray::add));
        }
        Map<String, NDArray> defined = new LinkedHashMap<>(shares.defined());
        defined.keySet().retainAll(losses.keySet());
        Map<String, Signal> predictions = first == null ? Map.of() : first.predictions();
        return new Computed(total, losses, defined, predictions, gradient);
    }

    /**
     * Sets the buffers of the first device, such as running means, to the average of all devices,
     * weighted by their records. Values that no device changes stay the same bit by bit.
     *
     * @param weights those of each device
     * @param before the buffers before the step
     */
    void averageBuffers(List<Weights> weights, NDArray before) {
        if (weights.get(0).layout().buffersSize() == 0) {
            return;
        }
        NDArray average = before.duplicate();
        List<Minibatch> drawn = batch.parts();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) == null) {
                continue;
            }
            float share = (float) drawn.get(i).size() / batch.records();
            NDArray change = Transfer.to(weights.get(i).buffers(), manager).sub(before);
            average.addi(change.mul(share));
        }
        Flat.overwrite(weights.get(0).buffers(), average);
    }
}
