// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.retrieval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.layers.Signals;
import dev.sora.metric.Outcome;
import dev.sora.particle.AnswerField;
import dev.sora.particle.AnswerPart;
import dev.sora.particle.AnswerScore;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.Retrieval;
import dev.sora.particle.State;
import dev.sora.similarity.output.VectorHead;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fitted output with the texts of the training data. The target of a record is the number of its
 * text.
 *
 * <p>The raw prediction is the score of each pair, {@code s(x, y) = scale cos(x, y)} or {@code x
 * y}, and both vectors, from which the loss scores the other pairs of the minibatch.
 */
final class FittedRetrievedText implements FittedOutput {

    /** Takes a text out of a softmax without making a difference of infinities. */
    private static final float EXCLUDED = 1e9f;

    private final RetrievedText settings;
    private final Texts texts;
    private final TextRetrieval retrieval;

    FittedRetrievedText(RetrievedText settings, Texts texts) {
        this.settings = settings;
        this.texts = texts;
        this.retrieval = TextRetrieval.of(settings, texts);
    }

    @Override
    public Optional<Retrieval> retrieval() {
        return Optional.of(retrieval);
    }

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        return settings.plan(inputs);
    }

    @Override
    public State state() {
        return texts.state();
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        HostTensor numbers = HostTensor.allocate(DataType.INT64, records.size(), 1);
        LongBuffer out = numbers.data().asLongBuffer();
        records.forEach(record -> out.put(texts.number(record)));
        return List.of(numbers);
    }

    @Override
    public Signal target(NDList encoded) {
        return Signal.of(encoded.get(0));
    }

    @Override
    public Signal forward(List<Signal> inputs, Pass pass) {
        NDArray query = Signals.rows(inputs.get(0));
        NDArray answer = Signals.rows(inputs.get(1));
        if (settings.cosine()) {
            query = VectorHead.unit(query).mul((float) settings.scale());
            answer = VectorHead.unit(answer);
        }
        return Signal.of(query.mul(answer).sum(new int[] {1}, true))
                .with(RetrievedText.QUERY, query)
                .with(RetrievedText.ANSWER, answer);
    }

    /**
     * Returns the mean of {@code -log(exp s(x_i, y_i) / sum_j exp s(x_i, y_j))} over the records i
     * of a minibatch, where j are the records whose text is another one, and i itself (Henderson et
     * al.: Efficient Natural Language Response Suggestion for Smart Reply, 2017). A record with the
     * same text is left out of the sum: its text is right, too.
     */
    @Override
    public NDArray loss(Signal prediction, Signal target, Pass pass) {
        NDArray scores =
                prediction
                        .part(RetrievedText.QUERY)
                        .matMul(prediction.part(RetrievedText.ANSWER).transpose());
        NDArray numbers = target.values();
        NDArray own = scores.getManager().eye((int) scores.getShape().get(0));
        NDArray equal = numbers.eq(numbers.transpose()).toType(DataType.FLOAT32, false);
        NDArray logs = scores.sub(equal.sub(own).mul(EXCLUDED)).logSoftmax(1);
        return logs.mul(own).sum().div(scores.getShape().get(0)).neg();
    }

    @Override
    public Optional<NDArray> answerScores(Signal prediction, Signal answered) {
        return Optional.of(prediction.values().sum(new int[] {1}));
    }

    @Override
    public Optional<AnswerScore> answerScore(AnswerPart part) {
        return Optional.of(part.whole("the score of the pair", this));
    }

    @Override
    public Outcome outcome(Signal prediction, Signal target) {
        throw new UnsupportedOperationException("the retrieval measures");
    }

    @Override
    public List<AnswerField> answerFields() {
        return List.of(
                new AnswerField("text", AnswerField.Type.TEXT),
                new AnswerField("score", AnswerField.Type.NUMBER),
                new AnswerField("texts", AnswerField.Type.TEXTS),
                new AnswerField("scores", AnswerField.Type.VECTOR));
    }

    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        throw new UnsupportedOperationException("the retrieval decodes");
    }
}
