// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.core.TrainingSession;
import dev.sora.core.training.OptimiserState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Each worker updates its own weights with the gradient of its share; after some minibatches and at
 * the end of an epoch, all take the mean of weights, buffers and optimiser state (local SGD: Stich,
 * 2019, "Local SGD converges fast and communicates little").
 */
final class AveragedWeights implements Steps {

    private final TrainingSession session;
    private final Workers workers;
    private final int every;
    private int since;

    /** The buffers that all workers had last. */
    private float[] before = {};

    private long exchanges;
    private long bytes;

    AveragedWeights(TrainingSession session, Workers workers, int every) {
        this.session = session;
        this.workers = workers;
        this.every = every;
    }

    @Override
    public boolean step(boolean last, boolean due) {
        if (since == 0) {
            before = session.buffers();
        }
        session.next(workers.rank(), workers.size());
        session.apply(session.gradient());
        since++;
        if (since < every && !last) {
            return false;
        }
        since = 0;
        return average(due);
    }

    private boolean average(boolean due) {
        Map<String, float[]> state = new TreeMap<>(session.optimiser());
        Map<String, float[]> all = new LinkedHashMap<>();
        all.put("weights", session.weights());
        // of differences: buffers that do not change, such as frozen weights, stay as they are
        float[] buffers = session.buffers();
        GradientSums.subtract(buffers, before);
        all.put("buffers", buffers);
        state.forEach(
                (name, values) -> {
                    // numbers of updates are the same on all workers
                    if (!OptimiserState.isCount(name)) {
                        all.put("optimiser " + name, values);
                    }
                });
        float[] vector = joined(all.values());
        vector[vector.length - 1] = workers.isFirst() && due ? 1 : 0;
        workers.add(vector);
        exchanges++;
        bytes = (long) vector.length * Float.BYTES;
        int at = 0;
        for (float[] values : all.values()) {
            for (int i = 0; i < values.length; i++) {
                values[i] = vector[at++] / workers.size();
            }
        }
        session.setWeights(all.get("weights"));
        GradientSums.add(buffers, before);
        session.setBuffers(buffers);
        session.setOptimiser(state);
        return vector[at] > 0;
    }

    /** Returns all numbers in one vector, with one place more. */
    private static float[] joined(Iterable<float[]> all) {
        int length = 1;
        for (float[] values : all) {
            length = Math.addExact(length, values.length);
        }
        float[] vector = new float[length];
        int at = 0;
        for (float[] values : all) {
            System.arraycopy(values, 0, vector, at, values.length);
            at += values.length;
        }
        return vector;
    }

    @Override
    public long exchanges() {
        return exchanges;
    }

    @Override
    public long bytes() {
        return bytes;
    }
}
