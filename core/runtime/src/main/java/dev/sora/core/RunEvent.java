// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.core.metrics.Metrics;
import dev.sora.core.profile.DataSummary;
import dev.sora.metric.MetricResult;
import dev.sora.particle.UnknownValues;
import dev.sora.problem.Problem;
import dev.sora.source.PassedOver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An event of a run. Progress display, history and report are listeners.
 *
 * <p>Metric names in maps: {@code loss}, and {@code accuracy} or {@code digit.accuracy} with
 * several outputs; with the prefix {@code val_} for validation.
 */
public sealed interface RunEvent {

    /**
     * A phase began: {@code read}, {@code fit}, {@code encode}, {@code engine}, {@code upload},
     * {@code train}, {@code evaluate}, {@code save}.
     */
    record PhaseStarted(String phase) implements RunEvent {}

    /** A phase ended. */
    record PhaseEnded(String phase, Duration took) implements RunEvent {}

    /**
     * Data of one split ({@code train}, {@code validation}, {@code test}) is being encoded.
     *
     * @param records the number of records; 0 if it is not known yet
     */
    record Encoding(String part, long records) implements RunEvent {}

    /** The data of one split is available. */
    record Encoded(String part, long records) implements RunEvent {}

    /** The data of a training is encoded, and its statistics are available. */
    record DataSummarised(DataSummary summary) implements RunEvent {}

    /**
     * Records of a split were left out because they are broken.
     *
     * @param codes the number of records by problem code
     * @param first the problems of the first records
     */
    record RecordsSkipped(String part, long records, Map<String, Long> codes, List<Problem> first)
            implements RunEvent {}

    /**
     * The source of a split did not read all files and entries in its path.
     *
     * @param part {@code train}, {@code validation}, {@code test}, or {@code prediction}
     * @param what one element for each reason, including reasons that need no action
     */
    record FilesPassedOver(String part, List<PassedOver> what) implements RunEvent {}

    /**
     * A node found something in the training data that the user should know.
     *
     * @param text one sentence
     */
    record Warned(String node, String text) implements RunEvent {}

    /**
     * Some values of a split are unknown from training: categories, words, users.
     *
     * @param part {@code validation}, {@code test}, or {@code prediction}
     * @param inputs one element for each column with unknown values
     */
    record ValuesUnknown(String part, List<UnknownInput> inputs) implements RunEvent {

        /** The share of unknown values above which a warning is shown. */
        public static final double MOST = 0.2;

        /** Returns the inputs whose share of unknown values is above {@link #MOST}. */
        public List<UnknownInput> notable() {
            return inputs.stream().filter(one -> one.values().share() > MOST).toList();
        }
    }

    /**
     * Unknown values of a column.
     *
     * @param input the name of the input particle that reads the column
     */
    record UnknownInput(String input, UnknownValues values) {}

    /**
     * Some records of a prediction lack columns that the pipeline reads; their values count as
     * missing.
     *
     * @param records the number of records
     */
    record ColumnsAbsent(long records, List<AbsentColumn> columns) implements RunEvent {}

    /**
     * A column that some records lack.
     *
     * @param input the name of the input particle that reads it
     * @param records the number of records that lack it
     * @param nearest a column of these records that may have been meant; empty if there is none
     */
    record AbsentColumn(String column, String input, long records, String nearest) {}

    /**
     * Reports for how many records of a split the values of frozen nodes have been computed, before
     * the training starts. Sent at most four times a second, and at the end of the split.
     *
     * @param part the name of the split
     * @param done the records so far
     * @param records the records of the split
     */
    record FrozenComputed(String part, long done, long records) implements RunEvent {}

    /**
     * The training starts.
     *
     * @param monitor the metric that determines the best epoch, if there is one
     */
    record TrainingStarted(
            String name,
            long seed,
            String device,
            long trainingRecords,
            long validationRecords,
            long testRecords,
            int epochs,
            long stepsPerEpoch,
            long parameters,
            Optional<String> monitor)
            implements RunEvent {}

    /**
     * Some steps were completed. Sent at most a few times a second.
     *
     * @param epoch the epoch, counted from 1
     * @param step the completed steps of this epoch
     * @param loss mean training loss of the epoch so far
     * @param progressMetric the name of the progress metric; empty if there is none
     * @param progressValue the value of the progress metric
     * @param samplesPerSecond records per second, recently
     * @param left the estimated remaining time of the whole training
     */
    record Progress(
            int epoch,
            long step,
            double loss,
            String progressMetric,
            OptionalDouble progressValue,
            double samplesPerSecond,
            Duration left)
            implements RunEvent {}

    /**
     * An epoch ended.
     *
     * @param metrics {@code loss}, the training metrics, and those of validation
     * @param best whether it is the best so far by the monitored metric
     */
    record EpochEnded(
            int epoch,
            Map<String, Double> metrics,
            double learningRate,
            Duration took,
            double samplesPerSecond,
            boolean best)
            implements RunEvent {}

    /** The training ended before its last epoch. */
    record StoppedEarly(int epoch, int bestEpoch, String monitor, double best)
            implements RunEvent {}

    /**
     * The training was asked to stop, and keeps its results: it is evaluated and written as usual.
     * If the epoch has steps left, {@link EpochEnded} reported its completed part.
     *
     * @param epoch the epoch, counted from 1
     * @param step its completed steps
     * @param stepsPerEpoch the number of steps of an epoch
     */
    record Stopped(int epoch, long step, long stepsPerEpoch) implements RunEvent {

        /** Returns the place where it stopped, such as {@code after step 3 of 6 in epoch 2}. */
        public String where() {
            return step < stepsPerEpoch
                    ? "after step %d of %d in epoch %d".formatted(step, stepsPerEpoch, epoch)
                    : "after epoch " + epoch;
        }
    }

    /** The training is paused on request. */
    record Paused(int epoch, long step) implements RunEvent {}

    /** The training continues after a pause. */
    record Continued(Duration paused) implements RunEvent {}

    /**
     * The monitored metric is undefined. Sent once when it happens first, and once at the end if it
     * happened again or in every epoch.
     *
     * @param epoch the epoch in which it happened, counted from 1; 0 at the end
     * @param times the number of epochs so far in which it was undefined
     * @param epochs the number of epochs so far
     * @param bestEpoch the epoch in which it was best; 0 if there is none
     */
    record MonitorUndefined(String monitor, int epoch, int times, int epochs, int bestEpoch)
            implements RunEvent {}

    /** A training is to be resumed, but there is no checkpoint: it starts from the beginning. */
    record NothingToResume(Path folder) implements RunEvent {}

    /**
     * The training starts from the weights of another model.
     *
     * @param model the package
     * @param taken the nodes that start with all weights of the model
     * @param grown the nodes that start with some weights or rows of the model, and new ones
     *     otherwise
     * @param fresh the nodes whose weights are all new
     */
    record ContinuedFrom(Path model, List<String> taken, List<String> grown, List<String> fresh)
            implements RunEvent {}

    /** A checkpoint was written. */
    record CheckpointSaved(int epoch, Path file) implements RunEvent {}

    /** A split of the data was evaluated. */
    record Evaluated(Metrics<MetricResult> results) implements RunEvent {}

    /** A file was written. */
    record FileWritten(String what, Path file) implements RunEvent {}
}
