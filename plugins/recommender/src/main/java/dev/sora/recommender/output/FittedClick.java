// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Outcome;
import dev.sora.particle.AnswerField;
import dev.sora.particle.AnswerPart;
import dev.sora.particle.AnswerScore;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.particle.UnaryFittedOutput;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fitted click output. The raw prediction is a logit: the score plus the log-odds of the event in
 * the training data, so that training starts from the base rate.
 */
final class FittedClick implements UnaryFittedOutput {

    private final Click settings;
    private final double logOdds;

    FittedClick(Click settings, double logOdds) {
        this.settings = settings;
        this.logOdds = logOdds;
    }

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return settings.plan(input);
    }

    @Override
    public State state() {
        return State.builder().number("log_odds", logOdds).build();
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        HostTensor targets = HostTensor.allocate(DataType.FLOAT32, records.size(), 1);
        FloatBuffer values = targets.data().asFloatBuffer();
        for (DataRecord record : records) {
            values.put(settings.happened(record) ? 1 : 0);
        }
        return List.of(targets);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        return Signal.of(settings.score().of(input, pass).add((float) logOdds));
    }

    /** Returns the mean of {@code -y log p - (1 - y) log(1 - p) = log(1 + e^x) - x y}. */
    @Override
    public NDArray loss(Signal prediction, Signal target, Pass pass) {
        NDArray logits = prediction.values();
        return Losses.softPlus(logits).sub(logits.mul(target.values())).mean();
    }

    @Override
    public Optional<String> progressMetric() {
        return Optional.of("accuracy");
    }

    @Override
    public NDArray progressValue(Signal prediction, Signal target) {
        NDArray said = prediction.values().gt(0f);
        return said.eq(target.values().gt(0.5f)).toType(DataType.FLOAT32, false).mean();
    }

    @Override
    public Outcome outcome(Signal prediction, Signal target) {
        float[] logits = prediction.values().toFloatArray();
        float[] happened = target.values().toFloatArray();
        float[] probabilities = new float[logits.length * 2];
        double[] logOdds = new double[logits.length * 2];
        int[] targets = new int[logits.length];
        for (int i = 0; i < logits.length; i++) {
            // compute each from the logit, so that neither loses precision
            probabilities[2 * i] = (float) Losses.sigmoid(-logits[i]);
            probabilities[2 * i + 1] = (float) Losses.sigmoid(logits[i]);
            logOdds[2 * i] = -logits[i];
            logOdds[2 * i + 1] = logits[i];
            targets[i] = happened[i] > 0.5f ? 1 : 0;
        }
        return ClassOutcome.of(List.of("no", "yes"), probabilities, targets, logOdds);
    }

    /** Returns the log-odds of the answers: of the event, or of its absence. */
    @Override
    public Optional<NDArray> answerScores(Signal prediction, Signal answered) {
        NDArray logits = prediction.values().sum(new int[] {1});
        float[] decided = answered.values().stopGradient().toFloatArray();
        for (int i = 0; i < decided.length; i++) {
            decided[i] = decided[i] > 0 ? 1 : -1;
        }
        return Optional.of(logits.mul(logits.getManager().create(decided)));
    }

    @Override
    public Optional<AnswerScore> answerScore(AnswerPart part) {
        return Optional.of(part.whole("the log-odds of the answer", this));
    }

    @Override
    public List<AnswerField> answerFields() {
        return List.of(
                new AnswerField("click", AnswerField.Type.BOOLEAN),
                new AnswerField("probability", AnswerField.Type.NUMBER));
    }

    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        List<Map<String, Object>> decoded = new ArrayList<>();
        for (float logit : prediction.values().toFloatArray()) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("click", logit > 0);
            values.put("probability", Losses.sigmoid(logit));
            decoded.add(values);
        }
        return decoded;
    }
}
