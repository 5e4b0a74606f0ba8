// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.core.Sora.TrainingResult;
import dev.sora.core.metrics.Metrics;
import dev.sora.metric.MetricResult;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The calls of a {@link TrainingSession} that evaluate its weights and write its results, alone or
 * together with other sessions. {@link TrainingSession} states what holds for threads and failures.
 *
 * <p>Not to be implemented by applications: methods are added.
 */
public interface EvaluationCalls {

    /**
     * Evaluates the weights on the validation data; the result is empty if the plan has none. From
     * the end of an epoch until the next begins, the metrics are added to those of the epoch, which
     * early stopping and schedules use; also after {@link TrainingSession#load} of a checkpoint
     * from that time.
     *
     * @return the metrics of the split {@code validation}
     */
    Metrics<MetricResult> evaluate();

    /**
     * Evaluates as {@link #evaluate()} does, and divides the predictions among sessions that have
     * the same plan, data and weights, and all call this. Each computes some of the batches, sends
     * its predictions to the others, and measures all of them in the order of one session, so the
     * metrics of all are those of one session to the last digit, also of metrics that cannot merge
     * partial results. An output that chooses among candidates is evaluated by each session alone.
     *
     * @param share the index of this session, counted from 0
     * @param shares the number of sessions
     * @param most the greatest number of bytes that a session sends at once, the same for all;
     *     greater predictions of a batch are computed by each session
     * @param exchange sends bytes to all sessions; it is called equally often by each
     * @return the metrics of the split {@code validation}
     */
    Metrics<MetricResult> evaluate(
            int share, int shares, int most, TrainingSession.Exchange exchange);

    /**
     * Evaluates the current weights on validation and test data, and writes what {@code train}
     * writes: model package, metrics, history, lock and report. Older results in the folder are
     * removed.
     *
     * @param folder the folder, which is created if it does not exist
     * @throws IllegalStateException if no epoch is completed
     */
    TrainingResult writeResults(Path folder);

    /**
     * Ends the training as {@code train} does: chooses the weights of the best epoch if the
     * manifest restores it, and the current ones otherwise, and writes what {@link #writeResults}
     * writes of them. The last epoch counts with the metrics that it has now.
     *
     * @param folder the folder, which is created if it does not exist
     * @throws IllegalStateException if no epoch is completed
     */
    TrainingResult finish(Path folder);

    /**
     * Ends the training as {@link #finish(Path)} does, and divides the predictions of its
     * evaluation as {@link #evaluate(int, int, int, TrainingSession.Exchange)} does. All sessions
     * that divide it call this. The first one writes the results, whose digits are those of one
     * session.
     *
     * @param folder the folder of the first session, which is created if it does not exist
     * @param share the index of this session, counted from 0
     * @param shares the number of sessions
     * @param most the greatest number of bytes that a session sends at once, the same for all
     * @param exchange sends bytes to all sessions; it is called equally often by each
     * @return the results of the first session; empty for the others
     * @throws IllegalStateException if no epoch is completed
     */
    Optional<TrainingResult> finish(
            Path folder, int share, int shares, int most, TrainingSession.Exchange exchange);
}
