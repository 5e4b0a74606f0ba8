// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.metric.NumberOutcome;
import dev.sora.metric.Outcome;
import dev.sora.particle.AnswerField;
import dev.sora.particle.AnswerPart;
import dev.sora.particle.AnswerScore;
import dev.sora.particle.AnswerUnit;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.particle.UnaryFittedOutput;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fitted rating output with the mean and range of the ratings. Targets and scores are differences
 * from the mean.
 */
final class FittedRating implements UnaryFittedOutput {

    private final Rating settings;
    private final double mean;
    private final double least;
    private final double most;

    FittedRating(Rating settings, double mean, double least, double most) {
        this.settings = settings;
        this.mean = mean;
        this.least = least;
        this.most = most;
    }

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return settings.plan(input);
    }

    @Override
    public State state() {
        return State.builder()
                .number("mean", mean)
                .number("least", least)
                .number("most", most)
                .build();
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        HostTensor targets = HostTensor.allocate(DataType.FLOAT32, records.size(), 1);
        FloatBuffer values = targets.data().asFloatBuffer();
        for (DataRecord record : records) {
            values.put((float) (settings.rating(record) - mean));
        }
        return List.of(targets);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        return Signal.of(settings.score().of(input, pass));
    }

    @Override
    public NDArray loss(Signal prediction, Signal target, Pass pass) {
        NDArray error = prediction.values().sub(target.values());
        return settings.absolute() ? error.abs().mean() : error.square().mean();
    }

    @Override
    public Optional<String> progressMetric() {
        return Optional.of("mae");
    }

    @Override
    public NDArray progressValue(Signal prediction, Signal target) {
        return prediction.values().sub(target.values()).abs().mean();
    }

    @Override
    public Outcome outcome(Signal prediction, Signal target) {
        float[] right = target.values().toFloatArray();
        double[] targets = new double[right.length];
        for (int i = 0; i < right.length; i++) {
            targets[i] = right[i] + mean;
        }
        return NumberOutcome.of(ratings(prediction), targets);
    }

    @Override
    public List<AnswerField> answerFields() {
        return List.of(new AnswerField("rating", AnswerField.Type.NUMBER));
    }

    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        List<Map<String, Object>> decoded = new ArrayList<>();
        for (double rating : ratings(prediction)) {
            decoded.add(Map.of("rating", rating));
        }
        return decoded;
    }

    /** Returns the ratings less their mean, before they are limited to the range of the data. */
    @Override
    public Optional<NDArray> answerScores(Signal prediction, Signal answered) {
        return Optional.of(prediction.values().sum(new int[] {1}));
    }

    @Override
    public Optional<AnswerScore> answerScore(AnswerPart part) {
        return Optional.of(part.whole("the rating before it is limited", this));
    }

    @Override
    public AnswerUnit answerUnit() {
        return new AnswerUnit(1, mean);
    }

    private double[] ratings(Signal prediction) {
        float[] scores = prediction.values().toFloatArray();
        double[] ratings = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            double rating = scores[i] + mean;
            ratings[i] = settings.clip() ? Math.max(least, Math.min(most, rating)) : rating;
        }
        return ratings;
    }
}
