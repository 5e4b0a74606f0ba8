// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.sora.data.DataRecord;
import dev.sora.generation.Continuation;
import dev.sora.generation.ContinuingOutput;
import dev.sora.metric.Outcome;
import dev.sora.particle.AnswerField;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.series.input.SeriesType;
import dev.sora.series.metric.ForecastOutcome;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A fitted forecast of one step after the other. The raw prediction has the distribution of each
 * step given the steps before it, {@code (batch, steps, 2)}, in the scale of the window.
 *
 * @param paths how many continuations are drawn
 */
record FittedGeneratedForecast(ForecastRules rules, int paths, Learned learned)
        implements ContinuingOutput {

    private static final int SO_FAR = 1;
    private static final int PAST = 2;
    private static final double HALF_LOG_2_PI = 0.5 * Math.log(2 * Math.PI);

    private Targets targets() {
        return new Targets(rules, learned);
    }

    @Override
    public ContinuingOutput reading(List<SignalSpec> inputs) {
        return this;
    }

    @Override
    public Continuation continuation() {
        return Continuation.of(SO_FAR, learned.horizon(), 1, paths);
    }

    @Override
    public Set<Integer> complete() {
        return Set.of(PAST);
    }

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        return StepHead.plan(inputs, rules);
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
        Signal past = inputs.get(PAST);
        return inputs.get(0)
                .withValues(StepHead.forward(inputs.get(0).values(), pass))
                .masked()
                .with(SeriesType.LEVEL, DirectHead.level(past))
                .with(SeriesType.SPREAD, DirectHead.spread(past));
    }

    /** Returns the last value of the history, as the input 'target-series' scales it. */
    @Override
    public NDArray begin(List<Optional<Signal>> complete, Pass pass) {
        NDArray values = complete.get(PAST).orElseThrow().values();
        return values.get(":, {}, 0:1", values.getShape().get(1) - 1);
    }

    @Override
    public NDArray next(List<Signal> inputs, NDArray level, Pass pass) {
        NDArray decoded = inputs.get(0).values();
        long steps = decoded.getShape().get(1);
        NDArray last = steps == 1 ? decoded : decoded.split(new long[] {steps - 1}, 1).get(1);
        NDList parts = StepHead.forward(last, pass).squeeze(1).split(new long[] {1}, 1);
        // the quantile of the normal distribution
        NDArray normal = level.mul(2).sub(1).erfinv().mul(Math.sqrt(2));
        return parts.get(0).add(parts.get(1).mul(normal));
    }

    /** The mean over windows of the mean negative logarithm of the density of their known steps. */
    @Override
    public NDArray loss(Signal prediction, Signal target, Pass pass) {
        NDList parts = prediction.values().split(new long[] {1}, 2);
        NDArray mean = parts.get(0).squeeze(2);
        NDArray valid = prediction.mask();
        // padding has no deviation, and does not count
        NDArray deviation = parts.get(1).squeeze(2).add(valid.neg().add(1));
        long steps = mean.getShape().get(1);
        NDArray known = steps(Targets.known(target), steps).mul(valid);
        NDArray error =
                steps(target.values(), steps)
                        .sub(prediction.part(SeriesType.LEVEL))
                        .div(prediction.part(SeriesType.SPREAD))
                        .sub(mean)
                        .div(deviation);
        NDArray each = error.square().mul(0.5).add(deviation.log()).add(HALF_LOG_2_PI).mul(known);
        return each.sum(new int[] {1}).div(known.sum(new int[] {1}).maximum(1)).mean();
    }

    /** Returns the first steps: a batch of sequences is cut to its longest. */
    private static NDArray steps(NDArray values, long steps) {
        return steps < values.getShape().get(1)
                ? values.split(new long[] {steps}, 1).get(0)
                : values;
    }

    @Override
    public Outcome outcome(Signal prediction, Signal target) {
        ForecastOutcome outcome = targets().outcome(forecasts(prediction), target);
        return isDrawn(prediction) ? outcome : outcome.withoutQuantiles();
    }

    @Override
    public List<AnswerField> answerFields() {
        return Answers.FIELDS;
    }

    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        double[][][] forecasts = forecasts(prediction);
        boolean quantiles = isDrawn(prediction);
        ForecastRules own = quantiles ? rules : rules.withoutQuantiles();
        List<Map<String, Object>> answers = new ArrayList<>();
        for (int i = 0; i < forecasts.length; i++) {
            double[][] forecast = forecasts[i];
            answers.add(
                    new Answers(own)
                            .of(
                                    quantiles || rules.levels().length == 0
                                            ? forecast
                                            : new double[][] {forecast[rules.median()]},
                                    records.get(i)));
        }
        return answers;
    }

    /** Returns whether several paths were drawn, which have quantiles. */
    private static boolean isDrawn(Signal prediction) {
        return paths(prediction).getShape().get(1) > 1;
    }

    /** Returns the paths; where core continued none, the means given the right steps before. */
    private static NDArray paths(Signal prediction) {
        return prediction.has(Continuation.GENERATED)
                ? prediction.part(Continuation.GENERATED)
                : prediction.values().split(new long[] {1}, 2).get(0).expandDims(1);
    }

    /** Returns the quantiles of the paths of each step, in the unit of the series. */
    private double[][][] forecasts(Signal prediction) {
        NDArray generated = paths(prediction);
        int drawn = (int) generated.getShape().get(1);
        float[] values = generated.toFloatArray();
        float[] levels = prediction.part(SeriesType.LEVEL).toFloatArray();
        float[] spreads = prediction.part(SeriesType.SPREAD).toFloatArray();
        double[] wanted = rules.levels().length > 0 ? rules.levels() : ForecastRules.MIDDLE;
        int horizon = learned.horizon();
        double[][][] forecasts = new double[levels.length][wanted.length][horizon];
        float[] step = new float[drawn];
        for (int row = 0; row < levels.length; row++) {
            for (int i = 0; i < horizon; i++) {
                for (int path = 0; path < drawn; path++) {
                    step[path] = values[(row * drawn + path) * horizon + i];
                }
                double[] quantiles = Quantiles.of(step, wanted);
                for (int q = 0; q < wanted.length; q++) {
                    forecasts[row][q][i] = quantiles[q] * spreads[row] + levels[row];
                }
            }
        }
        return forecasts;
    }
}
