// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.session;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.sora.core.TrainingSession.Gradient;
import dev.sora.core.step.Computed;
import dev.sora.core.step.Minibatch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A gradient on the device. */
final class OpenGradient implements Gradient {

    private final OpenSession session;
    private final Minibatch batch;
    private final Computed computed;
    private boolean used;

    OpenGradient(OpenSession session, Minibatch batch, Computed computed) {
        this.session = session;
        this.batch = batch;
        this.computed = computed;
    }

    boolean belongsTo(OpenSession other) {
        return session == other;
    }

    private <R> R read(Function<Computed, R> reader) {
        return session.within(
                () -> {
                    if (!session.isCurrent(batch)) {
                        throw new IllegalStateException(
                                "the gradient ended with its minibatch: the session has moved to"
                                        + " another");
                    }
                    return reader.apply(computed);
                });
    }

    /** Returns the tensor, which is consumed; null if the optimiser uses none. */
    @Nullable NDArray take() {
        return read(
                c -> {
                    if (used) {
                        throw new IllegalStateException("the gradient was applied already");
                    }
                    used = true;
                    return c.gradient();
                });
    }

    @Override
    public float[] values() {
        return read(
                c -> {
                    NDArray gradient = c.gradient();
                    if (gradient == null || used) {
                        throw new IllegalStateException(
                                gradient == null
                                        ? "the optimiser uses no gradient"
                                        : "the gradient was applied, and is used up");
                    }
                    return gradient.toFloatArray();
                });
    }

    @Override
    public double loss() {
        return read(c -> number(c.loss()));
    }

    @Override
    public Map<String, Double> losses() {
        return read(
                c -> {
                    Map<String, Double> losses = new LinkedHashMap<>();
                    c.losses().forEach((output, loss) -> losses.put(output, number(loss)));
                    return losses;
                });
    }

    /** Returns a loss, which a factor may have made 64-bit. */
    private static double number(NDArray loss) {
        return loss.getDataType() == DataType.FLOAT64 ? loss.getDouble() : loss.getFloat();
    }

    @Override
    public int records() {
        return batch.records();
    }

    @Override
    public int records(String output) {
        return read(
                c -> {
                    if (!c.losses().containsKey(output)) {
                        throw new IllegalArgumentException(
                                "no loss of '%s' was computed, but of %s"
                                        .formatted(output, c.losses().keySet()));
                    }
                    NDArray defined = c.defined().get(output);
                    return defined == null ? batch.records() : (int) defined.getFloat();
                });
    }
}
