// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.sora.data.DataRecord;
import dev.sora.metric.Outcome;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An output particle whose targets are learned or restored: it has the head, the loss and the
 * decoding. It is immutable; several threads use it at once. An output of one signal, the usual
 * case, implements {@link UnaryFittedOutput}.
 *
 * <p>Targets are a signal too: {@link #encode} encodes them, and {@link #target} makes the signal.
 *
 * @since 1.0
 */
@ConsumerType
public interface FittedOutput {

    /**
     * Plans the head for known targets.
     *
     * @param inputs the signals, in the order of the manifest
     * @throws dev.sora.tensor.ShapeException if the head cannot take the signals
     */
    ParticlePlan plan(List<SignalSpec> inputs);

    /** Returns the learned state, which is saved: all that {@link OutputParticle#restore} needs. */
    State state();

    /**
     * Returns warnings about the targets of the training data, one sentence each: two labels that
     * look alike, a class without records. They are shown during training and in the report. Only
     * the result of {@link OutputParticle#fit} has warnings; they are not saved.
     *
     * @since 1.2
     */
    default List<String> warnings() {
        return List.of();
    }

    /**
     * Encodes the targets of records on the host. Called for subsets of the records, on several
     * threads.
     *
     * @return tensors whose first dimension is the number of records; the number of tensors, their
     *     types and their other dimensions are the same in every call
     * @throws dev.sora.problem.RecordException if the target of a record is missing or unknown,
     *     such as a class that was not learned
     */
    List<HostTensor> encode(List<DataRecord> records);

    /**
     * Makes the signal of the targets of a batch on the device: names its parts, casts, trims
     * padding. By default, the only encoded tensor becomes the values.
     *
     * <p>If the loss is undefined for some records, for example for an identity that was not in the
     * training data, the part {@link Signal#DEFINED} marks the records for which it is defined.
     *
     * @param encoded the batch, in the layout of {@link #encode}
     * @since 2.0
     */
    default Signal target(NDList encoded) {
        if (encoded.size() != 1) {
            throw new IllegalStateException(
                    "an output that encodes %d tensors makes its target of them itself"
                            .formatted(encoded.size()));
        }
        return Signal.of(encoded.get(0));
    }

    /**
     * Computes the raw prediction of a batch, such as logits.
     *
     * @param inputs the signals, in the order of the manifest
     */
    Signal forward(List<Signal> inputs, Pass pass);

    /**
     * Computes the raw prediction in training and evaluation, where targets are known. By default
     * it ignores the target; an output that generates step by step feeds the target in (teacher
     * forcing). Metrics must not depend on the target: in evaluation, such an output returns what
     * it generated without the target as a further part.
     *
     * @param target the signal that {@link #target} returned
     */
    default Signal forward(List<Signal> inputs, Signal target, Pass pass) {
        return forward(inputs, pass);
    }

    /**
     * Computes the loss of a batch: the mean over its records, as a tensor without dimensions. If
     * the target has the part {@link Signal#DEFINED}, the loss is the mean over the marked records,
     * and 0 if there are none; core counts and reports the other records.
     *
     * @param prediction the signal that {@code forward} returned
     * @param target the signal that {@link #target} returned
     */
    NDArray loss(Signal prediction, Signal target, Pass pass);

    /**
     * Returns the name of the progress metric, which is shown during training, such as {@code
     * accuracy}; empty for none. It must be cheap to compute.
     */
    default Optional<String> progressMetric() {
        return Optional.empty();
    }

    /**
     * Computes the progress metric on the device, as a tensor without dimensions. Called at
     * intervals, only if {@link #progressMetric()} returns a name.
     */
    default NDArray progressValue(Signal prediction, Signal target) {
        throw new UnsupportedOperationException("no progress metric is named");
    }

    /** Returns the predictions and targets of a batch on the host, for metrics. */
    Outcome outcome(Signal prediction, Signal target);

    /**
     * Decodes the predictions of a batch into values for users, one map for each record, such as
     * {@code {label=7, probability=0.98, probabilities={…}}}.
     *
     * @param records the records of the batch, in the same order, with the columns that the inputs
     *     read
     */
    List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records);

    /**
     * Returns the values of the answers that {@link #decode}, or the decoding of its retrieval,
     * returns, with their types. An answer may lack some of them and has no others. Empty, the
     * default, if they are not known beforehand: where answers need typed columns, each is then one
     * string of JSON.
     *
     * @since 2.5
     */
    default List<AnswerField> answerFields() {
        return List.of();
    }

    /**
     * Returns the score of the answer to each record, {@code (batch)}, in the unit of {@link
     * #answerUnit}. The default asks {@link #answerScores(Signal, Signal)}, which outputs
     * implement.
     *
     * @since 2.0
     */
    default Optional<NDArray> answerScores(Signal prediction) {
        return answerScores(prediction, prediction);
    }

    /**
     * Returns the scores that a prediction gives to fixed answers, {@code (batch)}: for a class its
     * logit, for a number the number, standardised as the model learns it. Explanations compare
     * these scores while parts of the model or of the record are replaced; the answers stay those
     * of the whole model. It is differentiable in the prediction, and {@code answerScores(p, p)}
     * equals {@code answerScores(p)}. Empty, the default, if an answer has no single score: such an
     * output cannot be explained.
     *
     * @param prediction a raw prediction of any number of rows
     * @param answered the raw prediction that decides the answers: one row for each row of {@code
     *     prediction}, or a single row, whose answer is scored in all of them
     * @since 2.3
     */
    default Optional<NDArray> answerScores(Signal prediction, Signal answered) {
        return Optional.empty();
    }

    /**
     * Returns how scores follow from the numbers of {@link #answerScores(Signal, Signal)}, such as
     * the mean and the deviation of the targets; by default, the numbers are the scores.
     *
     * @since 2.4
     */
    default AnswerUnit answerUnit() {
        return AnswerUnit.SCORE;
    }

    /**
     * Returns the score of the answer to a record, or of a part of it, which explanations explain.
     * It says what it means. If no part is named, the output chooses one: the label of the greatest
     * score, the mean over the steps of a forecast. By default the score of the answer as a whole,
     * from {@link #answerScores(Signal, Signal)}; no part can be named.
     *
     * @return empty if the answers have no number that stands for them: they cannot be explained
     * @throws dev.sora.problem.SoraException from {@link AnswerPart#unknown} if the answer has no
     *     part of that name
     * @since 2.7
     */
    default Optional<AnswerScore> answerScore(AnswerPart part) {
        return answerScores(part.answered(), part.answered())
                .map(known -> part.whole("the score of the answer", this));
    }

    /**
     * Returns the score that compares answers with that to another record, for answers that mean
     * something only beside others, such as vectors. Empty, the default, for all others.
     *
     * @param reference the raw prediction of that record
     * @since 2.7
     */
    default Optional<AnswerScore> similarity(Signal reference) {
        return Optional.empty();
    }

    /**
     * Learns from the validation data how to answer, after the weights are final: a temperature
     * that calibrates probabilities, a threshold. Called once at the end of a training, if {@link
     * OutputParticle#calibrates()} returns true.
     *
     * <p>The result differs from this output in {@link #outcome} and {@link #decode} only, and its
     * {@link #state()} holds what was learned. A package is saved, and metrics are measured, with
     * the result.
     *
     * @param validation the outcomes of all batches of the validation data, in order
     * @return an output with the same plan, targets and loss
     * @throws dev.sora.problem.DataException if it cannot be learned from these records
     * @since 2.0
     */
    default FittedOutput calibrated(List<Outcome> validation) {
        return this;
    }

    /**
     * Joins the decoded predictions for parts of a large picture, which overlap, to that for the
     * whole. Empty, the default, if answers have no places. Before the first prediction, core calls
     * it with no parts to ask that.
     *
     * @param parts what {@link #decode} returned for each part; the first part is the whole picture
     * @since 2.1
     */
    default Optional<Map<String, Object>> joined(List<TilePrediction> parts) {
        return Optional.empty();
    }

    /**
     * Returns the retrieval of an output that chooses among candidates; empty for any other output.
     * Core then calls {@link Retrieval#outcome} and {@link Retrieval#decode} instead of {@link
     * #outcome} and {@link #decode}.
     */
    default Optional<Retrieval> retrieval() {
        return Optional.empty();
    }
}
