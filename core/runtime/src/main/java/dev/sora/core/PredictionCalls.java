// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.data.DataRecord;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The calls of a {@link Model} that predict: for records in memory, as they arrive, and of files
 * and sources. {@link Model} states which records are accepted, and what holds for threads,
 * callbacks and failures.
 *
 * <p>Not to be implemented by applications: methods are added.
 */
public interface PredictionCalls {

    /**
     * Predicts for one record.
     *
     * @throws dev.sora.problem.RecordException if the record is broken
     */
    default Prediction predict(Map<String, ?> record) {
        return predict(List.of(record)).get(0);
    }

    /**
     * Predicts for records, as one batch if there are at most {@code
     * training.evaluation_batch_size}.
     *
     * @return a prediction for each record, in order
     * @throws dev.sora.problem.RecordException if a record is broken
     */
    default List<Prediction> predict(List<? extends Map<String, ?>> records) {
        return predict(records, PredictionOptions.DEFAULT);
    }

    /**
     * Predicts for records, as one batch if there are at most {@code
     * training.evaluation_batch_size}.
     *
     * @return a prediction for each record, in order
     */
    List<Prediction> predict(List<? extends Map<String, ?>> records, PredictionOptions options);

    /**
     * Predicts for records that continue a sequence, as {@link #predict(List, PredictionOptions)}
     * does.
     *
     * @param first the number of the first record in predictions and problems, at least 1
     * @return a prediction for each record, in order
     * @throws IllegalArgumentException if the number is less than 1
     */
    List<Prediction> predict(
            List<? extends Map<String, ?>> records, PredictionOptions options, long first);

    /**
     * Predicts for records, as {@link #predict(List, PredictionOptions)} does, and passes on what
     * they were converted to, for applications that compare it with the data of the training.
     *
     * @param answered receives each record that is not broken, as inputs read it, with its
     *     prediction, in order, on the calling thread; an exception that it throws ends the call
     * @return a prediction for each record, in order
     */
    List<Prediction> predict(
            List<? extends Map<String, ?>> records,
            PredictionOptions options,
            BiConsumer<DataRecord, Prediction> answered);

    /**
     * Predicts for records whose values are typed already.
     *
     * @return a prediction for each record, in order
     */
    List<Prediction> predictRecords(List<DataRecord> records, PredictionOptions options);

    /**
     * Predicts for records as they arrive. Records that have arrived are answered when they fill a
     * batch, or if no further record arrives for 0.1 seconds. The iterator is read on another
     * thread.
     *
     * @param records may block, and may be infinite
     * @param predictions receives a prediction for each record, in order, on the calling thread; an
     *     exception that it throws ends the call
     */
    void predict(
            Iterator<? extends Map<String, ?>> records,
            PredictionOptions options,
            Consumer<Prediction> predictions);

    /**
     * Predicts for one record on another thread.
     *
     * <p>The map, and maps, lists and arrays in it, are copied before this returns. Cancelling the
     * result does not end a computation in progress. An executor that drops its tasks, as {@code
     * shutdownNow} does with those that wait, leaves their results incomplete: wait for them with a
     * limit, or use {@code shutdown}.
     *
     * @param executor computes; it is the caller's
     * @return completes with the prediction, with the exception that {@link #predict(Map)} throws,
     *     or with that of the executor if it does not accept the task
     */
    default CompletableFuture<Prediction> predictAsync(Map<String, ?> record, Executor executor) {
        return LaterCall.of(
                Collections.singletonList(record), copies -> predict(copies.get(0)), executor);
    }

    /**
     * Predicts for records on another thread; as {@link #predictAsync(Map, Executor)}, with copies
     * of all records.
     *
     * @param executor computes; it is the caller's
     * @return completes with a prediction for each record, in order, or with the exception that
     *     {@link #predict(List, PredictionOptions)} throws
     */
    default CompletableFuture<List<Prediction>> predictAsync(
            List<? extends Map<String, ?>> records, PredictionOptions options, Executor executor) {
        return LaterCall.of(records, copies -> predict(copies, options), executor);
    }

    /**
     * Predicts for a stream of records, in batches of at most 64, as the result is consumed.
     * Closing the result closes the records.
     *
     * <p>A broken record, unless such are skipped, and a failure of the stream itself end the
     * result after the predictions for all records before it.
     *
     * @param records is consumed by the thread that consumes the result, which should be sequential
     * @return a prediction for each record, in order
     */
    default Stream<Prediction> predict(
            Stream<? extends Map<String, ?>> records, PredictionOptions options) {
        return PredictionStream.of(
                records,
                options.skipBroken(),
                (batch, skip, first) ->
                        predict(batch, skip ? options.skippingBroken() : options, first));
    }

    /**
     * Predicts for every record of a file or folder.
     *
     * @param listener is notified of values that are unknown from training and of columns that
     *     records lack
     * @param predictions receives a prediction for each record, in order
     */
    void predict(
            Path input,
            PredictionOptions options,
            RunListener listener,
            Consumer<Prediction> predictions);

    /**
     * Predicts for every record of a data source.
     *
     * @param source a file with one data source in YAML
     * @param listener as for {@link #predict(Path, PredictionOptions, RunListener, Consumer)}
     * @param predictions receives a prediction for each record, in order
     */
    void predictSource(
            Path source,
            PredictionOptions options,
            RunListener listener,
            Consumer<Prediction> predictions);

    /**
     * Predicts for every record of a stream, such as standard input, as they arrive; see {@link
     * #predict(Iterator, PredictionOptions, Consumer)}.
     *
     * @param beginning a file with the first bytes of the stream, which contain at least its first
     *     record; its name states the format, such as {@code standard-input.csv}
     * @param all the stream from its first byte
     * @return false if no installed source can read this format from a stream; then nothing was
     *     read of it
     */
    boolean predictArriving(
            Path beginning,
            InputStream all,
            PredictionOptions options,
            RunListener listener,
            Consumer<Prediction> predictions);
}
