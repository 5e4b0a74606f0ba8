// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.AnswerPart;
import dev.sora.particle.AnswerScore;
import dev.sora.particle.AnswerUnit;
import dev.sora.series.input.SeriesType;
import dev.sora.tensor.Signal;

/**
 * The score of a forecast: the value of one step, or the mean over all steps, in the unit of the
 * series; of quantiles the median. Where quantiles of a step cross, the one that is the median of
 * the answer stays the explained one.
 */
final class ForecastScore {

    private final NDArray weights;
    private final double level;
    private final double spread;

    private ForecastScore(NDArray weights, double level, double spread) {
        this.weights = weights;
        this.level = level;
        this.spread = spread;
    }

    /** Returns the score of a step, or of all of them. */
    static AnswerScore of(AnswerPart part, ForecastRules rules, int horizon) {
        Signal answered = part.answered();
        int step =
                part.isNamed()
                        ? part.position(horizon, "the number of a step, from 1 to " + horizon)
                        : -1;
        int width = rules.width();
        float[] values = answered.values().toFloatArray();
        float[] weights = new float[horizon * width];
        for (int i = 0; i < horizon; i++) {
            if (step < 0 || step == i) {
                int middle = width > 1 ? ranked(values, i * width, width, rules.median()) : 0;
                weights[i * width + middle] = step < 0 ? 1f / horizon : 1;
            }
        }
        ForecastScore score =
                new ForecastScore(
                        answered.values()
                                .getManager()
                                .create(weights, new Shape(1, weights.length)),
                        answered.part(SeriesType.LEVEL).toFloatArray()[0],
                        answered.part(SeriesType.SPREAD).toFloatArray()[0]);
        String value = width > 1 ? "median" : "value";
        return new AnswerScore(
                step < 0
                        ? "the mean %s of the %d steps".formatted(value, horizon)
                        : "the %s of step %d".formatted(value, step + 1),
                new AnswerUnit(score.spread, score.level),
                score::of);
    }

    /** Returns the position within a step of the value of some rank. */
    private static int ranked(float[] values, int from, int width, int rank) {
        for (int i = 0; i < width; i++) {
            int below = 0;
            for (int j = 0; j < width; j++) {
                float other = values[from + j];
                below += other < values[from + i] || other == values[from + i] && j < i ? 1 : 0;
            }
            if (below == rank) {
                return i;
            }
        }
        return rank;
    }

    /**
     * Returns the scores in the scale of the answer. A prediction whose record has another level or
     * spread is brought to it; with those of the answer, nothing is rounded.
     */
    private NDArray of(Signal prediction) {
        NDArray scaled = prediction.values().mul(weights).sum(new int[] {1});
        long rows = scaled.getShape().get(0);
        NDArray spreads = prediction.part(SeriesType.SPREAD).reshape(rows).div(spread);
        NDArray levels = prediction.part(SeriesType.LEVEL).reshape(rows).sub(level).div(spread);
        return scaled.add(scaled.mul(spreads.sub(1))).add(levels);
    }
}
