// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.DataRecord;
import dev.sora.metric.Outcome;
import dev.sora.particle.AnswerField;
import dev.sora.particle.AnswerPart;
import dev.sora.particle.AnswerScore;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.series.input.SeriesType;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fitted forecast of all steps at once. The raw prediction has scaled values {@code (batch, steps
 * * quantiles)}, the quantiles of a step next to each other, with level and spread.
 *
 * @param squared without quantiles, whether the loss is the squared error
 */
record FittedForecast(ForecastRules rules, boolean squared, Learned learned)
        implements FittedOutput {

    private Targets targets() {
        return new Targets(rules, learned);
    }

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        return DirectHead.plan(inputs, learned.horizon(), rules);
    }

    @Override
    public State state() {
        return learned.state();
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        return targets().encode(records);
    }

    @Override
    public Signal target(NDList encoded) {
        return targets().target(encoded);
    }

    @Override
    public Signal forward(List<Signal> inputs, Pass pass) {
        return Signal.of(DirectHead.forward(inputs.get(0), pass))
                .with(SeriesType.LEVEL, DirectHead.level(inputs.get(1)))
                .with(SeriesType.SPREAD, DirectHead.spread(inputs.get(1)));
    }

    /** Returns the differences of target and prediction in units of the spread. */
    private NDArray errors(Signal prediction, Signal target) {
        NDArray scaled =
                target.values()
                        .sub(prediction.part(SeriesType.LEVEL))
                        .div(prediction.part(SeriesType.SPREAD))
                        .expandDims(2);
        Shape shape =
                new Shape(prediction.values().getShape().get(0), learned.horizon(), rules.width());
        return scaled.sub(prediction.values().reshape(shape));
    }

    @Override
    public NDArray loss(Signal prediction, Signal target, Pass pass) {
        NDArray errors = errors(prediction, target);
        NDArray each;
        if (rules.levels().length > 0) {
            float[] numbers = new float[rules.levels().length];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) rules.levels()[i];
            }
            NDArray levels = pass.manager().create(numbers, new Shape(1, 1, numbers.length));
            each = errors.mul(levels).maximum(errors.mul(levels.sub(1)));
        } else {
            each = squared ? errors.square() : errors.abs();
        }
        return mean(each.mean(new int[] {2}), target);
    }

    /** Returns the mean over the known steps of each record, and over records. */
    private static NDArray mean(NDArray steps, Signal target) {
        NDArray known = Targets.known(target);
        NDArray sums = steps.mul(known).sum(new int[] {1});
        return sums.div(known.sum(new int[] {1}).maximum(1)).mean();
    }

    @Override
    public Optional<String> progressMetric() {
        return Optional.of("mae");
    }

    @Override
    public NDArray progressValue(Signal prediction, Signal target) {
        int at = rules.levels().length > 0 ? rules.median() : 0;
        NDArray middle = errors(prediction, target).get(":, :, {}", at).abs();
        return mean(middle.mul(prediction.part(SeriesType.SPREAD)), target);
    }

    @Override
    public Outcome outcome(Signal prediction, Signal target) {
        return targets().outcome(forecasts(prediction), target);
    }

    @Override
    public Optional<AnswerScore> answerScore(AnswerPart part) {
        return Optional.of(ForecastScore.of(part, rules, learned.horizon()));
    }

    @Override
    public List<AnswerField> answerFields() {
        return Answers.FIELDS;
    }

    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        double[][][] forecasts = forecasts(prediction);
        List<Map<String, Object>> answers = new ArrayList<>();
        for (int i = 0; i < forecasts.length; i++) {
            answers.add(new Answers(rules).of(forecasts[i], records.get(i)));
        }
        return answers;
    }

    /**
     * Returns the forecasts in the unit of the series. Quantiles of a step that cross are sorted
     * (Chernozhukov, Fernandez-Val and Galichon, 2010), which never raises the pinball loss.
     */
    private double[][][] forecasts(Signal prediction) {
        float[] values = prediction.values().toFloatArray();
        float[] levels = prediction.part(SeriesType.LEVEL).toFloatArray();
        float[] spreads = prediction.part(SeriesType.SPREAD).toFloatArray();
        int width = rules.width();
        double[][][] forecasts = new double[levels.length][width][learned.horizon()];
        double[] step = new double[width];
        for (int row = 0; row < levels.length; row++) {
            for (int i = 0; i < learned.horizon(); i++) {
                for (int q = 0; q < width; q++) {
                    float value = values[(row * learned.horizon() + i) * width + q];
                    step[q] = value * (double) spreads[row] + levels[row];
                }
                Arrays.sort(step);
                for (int q = 0; q < width; q++) {
                    forecasts[row][q][i] = step[q];
                }
            }
        }
        return forecasts;
    }
}
