// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.core.TrainingSession;
import dev.sora.core.TrainingSession.Gradient;
import java.util.List;
import java.util.Set;

/**
 * Each worker computes the gradient of its share of a minibatch, and all apply the mean, weighted
 * by records: the gradient of the whole minibatch, up to rounding.
 *
 * <p>If a loss is not defined for some records, the mean of each output is over the records that
 * have it. With one output, its share is weighted by these. With several, the gradient of each is
 * computed and added up by itself, in those steps in which the counts of the outputs differ, or
 * always if gradients are accumulated.
 */
final class AveragedGradients implements Steps {

    private final TrainingSession session;
    private final Workers workers;
    private final List<String> outputs;
    private final int accumulate;
    private final GradientSums sums;

    /** The gradients of outputs one by one; allocated when it is needed. */
    private GradientSums each;

    /** The buffers that all workers had after the last exchange. */
    private float[] before = {};

    private int pending;
    private long exchanges;

    /**
     * Creates the steps.
     *
     * @param outputs the names of the outputs
     * @param accumulate over how many minibatches gradients are added up
     */
    AveragedGradients(
            TrainingSession session, Workers workers, List<String> outputs, int accumulate) {
        this.session = session;
        this.workers = workers;
        this.outputs = outputs;
        this.accumulate = accumulate;
        int gradient = session.weights().length;
        int buffers = session.buffers().length;
        boolean apart = accumulate > 1 && outputs.size() > 1;
        sums = new GradientSums(apart ? outputs.size() : 1, gradient, buffers, outputs.size());
    }

    @Override
    public boolean step(boolean last, boolean due) {
        if (pending == 0) {
            before = session.buffers();
        }
        session.next(workers.rank(), workers.size());
        if (sums.parts() == 1) {
            Gradient gradient = session.gradient();
            sums.count(gradient, outputs);
            int records =
                    outputs.size() == 1 ? gradient.records(outputs.get(0)) : gradient.records();
            sums.add(0, gradient, records);
        } else {
            addEach(sums);
        }
        pending++;
        if (pending < accumulate && !last) {
            return false;
        }
        pending = 0;
        return exchange(due);
    }

    /** Adds up what all workers have, and updates the weights with it. */
    private boolean exchange(boolean due) {
        sums.addBuffers(before, session.buffers());
        sums.want(workers.isFirst() && due);
        workers.add(sums.values());
        exchanges++;
        boolean wanted = sums.isWanted();
        float[] gradient = sums.parts() == 1 && !sums.areEqual() ? apart() : sums.mean();
        session.setBuffers(sums.meanBuffers(before));
        session.apply(gradient);
        sums.clear();
        return wanted;
    }

    /** Adds the gradients of the outputs one by one; a minibatch changes the buffers once. */
    private void addEach(GradientSums to) {
        float[] buffers = {};
        for (int i = 0; i < outputs.size(); i++) {
            String output = outputs.get(i);
            Gradient gradient = session.gradient(Set.of(output));
            if (i == 0) {
                to.count(gradient);
                buffers = session.buffers();
            }
            to.add(i, gradient, gradient.records(output));
        }
        session.setBuffers(buffers);
    }

    /** Returns the mean gradient where the outputs have losses of different records. */
    private float[] apart() {
        if (each == null) {
            each = new GradientSums(outputs.size(), session.weights().length, 0, 0);
        }
        addEach(each);
        workers.add(each.values());
        exchanges++;
        float[] mean = each.mean();
        each.clear();
        return mean;
    }

    @Override
    public long exchanges() {
        return exchanges;
    }

    @Override
    public long bytes() {
        return (long) sums.values().length * Float.BYTES;
    }
}
