// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.output;

import ai.djl.ndarray.NDArray;
import dev.sora.tensor.Signal;
import java.util.Arrays;
import java.util.List;

/** The logarithms of the probabilities of a batch on the host, and what sequences have by them. */
final class CtcBatch {

    private final float[] logs;
    private final int[] steps;
    private final int classes;
    private final int rows;

    /**
     * Copies the logarithms.
     *
     * @param values of the prediction, {@code (batch, steps, symbols)}
     * @param prediction has the lengths, if it is a sequence
     */
    CtcBatch(NDArray values, Signal prediction) {
        logs = values.toFloatArray();
        int records = (int) values.getShape().get(0);
        rows = (int) values.getShape().get(1);
        classes = (int) values.getShape().get(2);
        if (prediction.isSequence()) {
            steps = prediction.lengths().toIntArray();
            // a sequence without steps has one, which is padding
            Arrays.setAll(steps, i -> Math.max(1, Math.min(rows, steps[i])));
        } else {
            steps = new int[records];
            Arrays.fill(steps, rows);
        }
    }

    static CtcBatch of(Signal prediction) {
        return new CtcBatch(prediction.values().logSoftmax(2), prediction);
    }

    /**
     * Returns the log-probability of one sequence in each row. It is differentiable as the loss is:
     * the derivative, computed on the host, enters the graph as a constant factor.
     */
    static NDArray logProbabilities(Signal prediction, int[] symbols) {
        NDArray logs = prediction.values().logSoftmax(2);
        CtcBatch batch = new CtcBatch(logs, prediction);
        float[] gradient = new float[batch.size()];
        float[] values = new float[batch.steps.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = -(float) batch.loss(i, symbols, 1, gradient);
        }
        NDArray product =
                logs.mul(logs.getManager().create(gradient, logs.getShape()))
                        .sum(new int[] {2})
                        .sum(new int[] {1})
                        .neg();
        return product.sub(product.stopGradient()).add(logs.getManager().create(values));
    }

    /** Returns how many logarithms there are. */
    int size() {
        return logs.length;
    }

    /** Returns the number of steps of a record. */
    int steps(int record) {
        return steps[record];
    }

    private int start(int record) {
        return record * rows * classes;
    }

    /** Adds the derivative of the loss of a record, times a weight, and returns the loss. */
    double loss(int record, int[] symbols, float weight, float[] gradient) {
        return CtcAlignment.loss(
                logs, start(record), steps[record], classes, symbols, weight, gradient);
    }

    /** Returns the probability of symbols over all alignments. */
    double probability(int record, int[] symbols) {
        return Math.exp(
                CtcAlignment.logProbability(logs, start(record), steps[record], classes, symbols));
    }

    /** Returns the sequences that a search finds, the best first. */
    List<CtcDecoder.Found> found(int record, int beam) {
        if (beam == 1) {
            return List.of(
                    new CtcDecoder.Found(
                            CtcDecoder.greedy(logs, start(record), steps[record], classes), 0));
        }
        return CtcDecoder.beam(logs, start(record), steps[record], classes, beam);
    }
}
