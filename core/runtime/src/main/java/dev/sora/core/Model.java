// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.core.Sora.ColumnInfo;
import dev.sora.core.Sora.Inspection;
import dev.sora.core.run.RunListener;
import dev.sora.data.DataRecord;
import dev.sora.metric.MetricResult;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A model package that is open: read, planned, its weights on the device. It predicts at once,
 * whatever becomes of the file, and keeps its plugins until it is closed.
 *
 * <pre>{@code
 * try (Model model = sora.open(Path.of("model.sora"))) {
 *     Prediction one = model.predict(Map.of("age", 31, "city", "Rome"));
 *     Object label = one.output("kind").get("label");
 * }
 * }</pre>
 *
 * <p><b>Records</b> are maps of values by column, or {@link DataRecord}s. A value means what it
 * means in a line of JSON, and more: all numbers and arrays of Java, moments of {@code java.time}
 * and {@link dev.sora.data.ImageValue}s. Inner maps are columns {@code a.b}; columns that no input
 * reads are passed over. Names of columns and texts are brought to the form that the manifest names
 * ({@code data.unicode}), as those of files are.
 *
 * <p><b>Threads.</b> Any number of threads may call at once; each call computes on its own thread.
 * The same records in the same batch give the same bits, whatever else runs.
 *
 * <p><b>Failures</b> are {@link dev.sora.problem.SoraException}s with the codes of the command
 * line. A model that was closed throws {@link IllegalStateException}, as do those of a {@link Sora}
 * that was closed.
 */
public interface Model extends AutoCloseable {

    /** Returns the pipeline's name. */
    String name();

    /** Returns the columns that inputs read of a record to predict for. */
    List<ColumnInfo> columns();

    /** Returns the names of the outputs. */
    List<String> outputs();

    /** Returns the graph, plugins, metrics, lock and manifest. */
    Inspection inspection();

    /**
     * Predicts for one record.
     *
     * @throws dev.sora.problem.RecordException if it is broken
     */
    default Prediction predict(Map<String, ?> record) {
        return predict(List.of(record)).get(0);
    }

    /**
     * Predicts for records, as one batch if they are no more than {@code
     * training.evaluation_batch_size}.
     *
     * @return a prediction for each, in their order
     * @throws dev.sora.problem.RecordException if one is broken
     */
    default List<Prediction> predict(List<? extends Map<String, ?>> records) {
        return predict(records, PredictionOptions.DEFAULT);
    }

    /**
     * Predicts for records, as one batch if they are no more than {@code
     * training.evaluation_batch_size}.
     *
     * @return a prediction for each, in their order
     */
    List<Prediction> predict(List<? extends Map<String, ?>> records, PredictionOptions options);

    /**
     * Predicts for records that have types already.
     *
     * @return a prediction for each, in their order
     */
    List<Prediction> predictRecords(List<DataRecord> records, PredictionOptions options);

    /**
     * Predicts for records as they come. What has come is answered as soon as it fills a batch, or
     * if nothing more comes for a tenth of a second; the records are asked for on another thread.
     *
     * @param records may wait for its next element, and may have no end
     * @param predictions receives a prediction for each, in their order, on the calling thread;
     *     what it throws ends the call
     */
    void predict(
            Iterator<? extends Map<String, ?>> records,
            PredictionOptions options,
            Consumer<Prediction> predictions);

    /**
     * Predicts for every record of a file or folder.
     *
     * @param listener hears of values that training did not know and of columns that records lack
     * @param predictions receives a prediction for each record, in their order
     */
    void predict(
            Path input,
            PredictionOptions options,
            RunListener listener,
            Consumer<Prediction> predictions);

    /**
     * Predicts for every record of a stream, such as standard input, as they come; see {@link
     * #predict(Iterator, PredictionOptions, Consumer)}.
     *
     * @param beginning a file with what has come of it so far, at least its first record; it is
     *     named by its kind, such as {@code standard-input.csv}
     * @param all the stream from its first byte
     * @return false if no installed source reads such a file as it comes: then nothing was read of
     *     the stream
     */
    boolean predictArriving(
            Path beginning,
            InputStream all,
            PredictionOptions options,
            RunListener listener,
            Consumer<Prediction> predictions);

    /**
     * Returns what nodes of the graph yield for records, as one batch: inputs their encoded and
     * prepared values, particles and combiners their signals, outputs their raw predictions, such
     * as the logits of classes.
     *
     * <p>Nodes compute as they do to predict: nothing is dropped out or augmented, and outputs do
     * not see targets. Of the records only those columns are read that the nodes depend on. Where
     * an output chooses among candidates, a record names one: it has columns of both sides.
     *
     * @param nodes names of nodes; {@code view[2]} is one member of a generation, {@code view} all
     * @return the value of each node by the name that was asked for, in that order
     * @throws dev.sora.problem.RecordException if a record is broken
     */
    Map<String, NodeValue> tap(List<? extends Map<String, ?>> records, String... nodes);

    /**
     * Returns what nodes yield for records if others yield the values that are given. What only
     * these need is not computed: no input that only they depend on reads the records.
     *
     * @param records at least one; empty maps where no input is computed
     * @param given by the name of a node, or of one member of a generation, what it yields: values
     *     of the planned parts, types and dimensions for these records
     * @param nodes names of nodes, as for {@link #tap}; one that is given yields what is given
     */
    Map<String, NodeValue> tapWith(
            List<? extends Map<String, ?>> records, Map<String, NodeValue> given, String... nodes);

    /**
     * Predicts for records as if nodes yielded the values that are given, as one batch. With values
     * that {@link #tap} returned for the same records, the predictions are the same bits.
     *
     * @param given as for {@link #tapWith}
     * @return a prediction for each record, in their order
     * @throws dev.sora.problem.RecordException if a record is broken
     * @throws dev.sora.problem.SoraException also if an output chooses among candidates: tap it for
     *     pairs instead
     */
    List<Prediction> predictWith(
            List<? extends Map<String, ?>> records, Map<String, NodeValue> given);

    /**
     * Scores the model.
     *
     * @param source a file with one data source in YAML; the package's own test data if absent
     * @return output, metric, value
     */
    Map<String, Map<String, MetricResult>> evaluate(Optional<Path> source, RunListener listener);

    /**
     * Closes the model: refuses further calls, waits for those in progress on other threads, and
     * frees weights and plugins. Within a call, as from a consumer of predictions, they are freed
     * when that call ends. Closing again does nothing.
     */
    @Override
    void close();
}
