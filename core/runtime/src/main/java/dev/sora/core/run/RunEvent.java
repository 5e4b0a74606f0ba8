// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.run;

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
 * Something that happened in a run. Progress display, history and report are listeners.
 *
 * <p>Metric names in maps: {@code loss}, and {@code accuracy} or {@code digit.accuracy} with
 * several outputs; {@code val_} in front for validation.
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
     * Data of one part ({@code train}, {@code validation}, {@code test}) is being encoded.
     *
     * @param records how many records it has; 0 if that is not known yet
     */
    record Encoding(String part, long records) implements RunEvent {}

    /** The data of one part is available. */
    record Encoded(String part, long records) implements RunEvent {}

    /** The data of a training is encoded, and was looked at meanwhile. */
    record DataSummarised(DataSummary summary) implements RunEvent {}

    /**
     * Records of a part were left out because they are broken.
     *
     * @param codes how many, by the code of what is wrong with them
     * @param first what is wrong with the first ones
     */
    record RecordsSkipped(String part, long records, Map<String, Long> codes, List<Problem> first)
            implements RunEvent {}

    /**
     * The source of a part did not read all that lies where it reads.
     *
     * @param part {@code train}, {@code validation}, {@code test}, or {@code prediction}
     * @param what one element a reason, also of what needs no action
     */
    record FilesPassedOver(String part, List<PassedOver> what) implements RunEvent {}

    /**
     * A node found something in the training data that a person should know.
     *
     * @param text one sentence
     */
    record Warned(String node, String text) implements RunEvent {}

    /**
     * Some values of a part were not known from training: categories, words, users.
     *
     * @param part {@code validation}, {@code test}, or {@code prediction}
     * @param inputs one element a column of which values are unknown
     */
    record ValuesUnknown(String part, List<UnknownInput> inputs) implements RunEvent {

        /** The share of unknown values above which a person is warned. */
        public static final double MOST = 0.2;

        /** Returns those whose share of unknown values is above {@link #MOST}. */
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
     * Columns that the pipeline reads did not stand in some records that it predicted for; their
     * values were taken as missing.
     *
     * @param records how many records there were
     */
    record ColumnsAbsent(long records, List<AbsentColumn> columns) implements RunEvent {}

    /**
     * A column that does not stand in some records.
     *
     * @param input the name of the input particle that reads it
     * @param records how many records lack it
     * @param nearest a column of these records that may have been meant; empty if there is none
     */
    record AbsentColumn(String column, String input, long records, String nearest) {}

    /**
     * The training starts.
     *
     * @param monitor the metric that decides which epoch is the best, if one does
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
     * Some steps were done. Sent a few times a second at most.
     *
     * @param epoch the epoch, counted from 1
     * @param step the steps of this epoch that are done
     * @param loss mean training loss of the epoch so far
     * @param progressMetric the name of the figure beside it; empty if there is none
     * @param progressValue the figure
     * @param samplesPerSecond records a second, over the last moments
     * @param left the time left for the whole training at this speed
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
     * @param figures {@code loss}, the training figures, and those of validation
     * @param best whether it is the best so far by the monitored figure
     */
    record EpochEnded(
            int epoch,
            Map<String, Double> figures,
            double learningRate,
            Duration took,
            double samplesPerSecond,
            boolean best)
            implements RunEvent {}

    /** The training ended before its epochs were used up. */
    record StoppedEarly(int epoch, int bestEpoch, String monitor, double best)
            implements RunEvent {}

    /**
     * The training was asked to stop, and keeps what it has: what follows is measured and written
     * as ever. If the epoch has steps left, {@link EpochEnded} told of its part that was done.
     *
     * @param epoch the epoch, counted from 1
     * @param step the steps of it that were done
     * @param stepsPerEpoch the steps that an epoch has
     */
    record Stopped(int epoch, long step, long stepsPerEpoch) implements RunEvent {

        /** Returns where it stopped, such as {@code after step 3 of 6 in epoch 2}. */
        public String where() {
            return step < stepsPerEpoch
                    ? "after step %d of %d in epoch %d".formatted(step, stepsPerEpoch, epoch)
                    : "after epoch " + epoch;
        }
    }

    /** The training waits: it was asked to pause. */
    record Paused(int epoch, long step) implements RunEvent {}

    /** The training goes on after a pause. */
    record Continued(Duration paused) implements RunEvent {}

    /**
     * The monitored figure is not defined: told once when it happens first, and once at the end if
     * it happened again or in every epoch.
     *
     * @param epoch the epoch it happened in, counted from 1; 0 at the end
     * @param times the epochs so far in which it was not defined
     * @param epochs the epochs so far
     * @param bestEpoch the epoch in which it was best; 0 if there is none
     */
    record MonitorUndefined(String monitor, int epoch, int times, int epochs, int bestEpoch)
            implements RunEvent {}

    /** A training is to be resumed, and no checkpoint is there: it starts from the beginning. */
    record NothingToResume(Path folder) implements RunEvent {}

    /**
     * The training goes on from the weights of another model.
     *
     * @param model the package
     * @param taken the nodes that start as they were there
     * @param grown the nodes of which some weights or rows start so, and others are new
     * @param fresh the nodes whose weights are all new
     */
    record ContinuedFrom(Path model, List<String> taken, List<String> grown, List<String> fresh)
            implements RunEvent {}

    /** A checkpoint was written. */
    record CheckpointSaved(int epoch, Path file) implements RunEvent {}

    /** A part of the data was evaluated: output, metric, value. */
    record Evaluated(String part, Map<String, Map<String, MetricResult>> results)
            implements RunEvent {}

    /** A file was written. */
    record FileWritten(String what, Path file) implements RunEvent {}
}
