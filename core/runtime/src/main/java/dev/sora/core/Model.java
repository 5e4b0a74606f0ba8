// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.core.Sora.ColumnInfo;
import dev.sora.core.Sora.Inspection;
import dev.sora.core.hint.Counterfactual;
import dev.sora.core.metrics.Metrics;
import dev.sora.data.DataRecord;
import dev.sora.generation.Search;
import dev.sora.metric.MetricResult;
import dev.sora.particle.AnswerField;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An open model package, which predicts, evaluates and taps nodes until it is closed. It holds its
 * weights and a lease on its plugins, so the file may be changed or deleted meanwhile.
 *
 * <pre>{@code
 * try (Model model = sora.open(Path.of("model.sora"))) {
 *     Prediction one = model.predict(Map.of("age", 31, "city", "Rome"));
 *     Object label = one.output("kind").get("label");
 * }
 * }</pre>
 *
 * <p><b>Records</b> are maps of values by column, or {@link DataRecord}s. Values are converted like
 * those of a line of JSON. In addition, all number types and arrays of Java, the types of {@code
 * java.time} and {@link dev.sora.data.ImageValue}s are accepted. Nested maps are columns {@code
 * a.b}; columns that no input reads are ignored. Column names and strings are converted to the
 * normal form of the manifest ({@code data.unicode}), as those of files are.
 *
 * <p><b>Callbacks.</b> Iterators, listeners and consumers of the application are called with the
 * context class loader that the thread had when it called the model, and their exceptions reach the
 * caller unchanged.
 *
 * <p><b>Threads.</b> Any number of threads may call at once; each call computes on its own thread.
 * The same records in the same batch give the same bits, independent of other calls.
 *
 * <p><b>Failures</b> are {@link dev.sora.problem.SoraException}s with the codes of the command
 * line. After the model or its {@link Sora} is closed, calls throw {@link IllegalStateException}.
 *
 * <p>Not to be implemented by applications: methods are added.
 */
public interface Model extends AutoCloseable {

    /** Returns the pipeline's name. */
    String name();

    /** Returns the columns that inputs read of a record to predict for. */
    List<ColumnInfo> columns();

    /** Returns the names of the outputs. */
    List<String> outputs();

    /**
     * Returns the values of the answers of each output, with their types, by the name of the
     * output. The list of an output is empty if its plugin does not declare them; a value is then
     * of any type.
     */
    Map<String, List<AnswerField>> answerFields();

    /** Returns the graph, plugins, metrics, lock and manifest. */
    Inspection inspection();

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
     * Returns what identifies records by comparing their vectors with those of known identities.
     *
     * @param output the output that makes the vectors; the only one that does if absent
     * @throws dev.sora.problem.SoraException if no output does, or several do
     */
    Identifier identifier(Optional<String> output);

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

    /**
     * Returns the values of nodes for records, as one batch: of inputs the encoded and prepared
     * values, of particles and combiners the signals, of outputs the raw predictions, such as the
     * logits of classes.
     *
     * <p>Nodes compute as in a prediction: there is no dropout or augmentation, and outputs receive
     * no targets. Only the columns that the nodes depend on are read. If an output chooses among
     * candidates, a record names one candidate: it has columns of both sides.
     *
     * @param nodes names of nodes; {@code view[2]} is one member of a generation, {@code view} all
     *     members
     * @return the value of each node by the requested name, in that order
     * @throws dev.sora.problem.RecordException if a record is broken
     */
    Map<String, NodeValue> tap(List<? extends Map<String, ?>> records, String... nodes);

    /**
     * Returns the values of nodes for records if others have the given values. Nodes that only
     * these need are not computed, and an input that only they depend on does not read the records.
     *
     * @param records at least one; empty maps if no input is computed
     * @param given values by the name of a node, or of one member of a generation, with the planned
     *     roles, types and dimensions for these records
     * @param nodes names of nodes, as for {@link #tap}; the value of a given node is returned as
     *     given
     */
    Map<String, NodeValue> tapWith(
            List<? extends Map<String, ?>> records, Map<String, NodeValue> given, String... nodes);

    /**
     * Predicts for records as if nodes had the given values, as one batch. With values that {@link
     * #tap} returned for the same records, the predictions are equal bit by bit.
     *
     * @param given as for {@link #tapWith}
     * @return a prediction for each record, in order
     * @throws dev.sora.problem.RecordException if a record is broken
     * @throws dev.sora.problem.SoraException also if an output chooses among candidates: use {@link
     *     #tapWith} for pairs instead
     */
    List<Prediction> predictWith(
            List<? extends Map<String, ?>> records, Map<String, NodeValue> given);

    /**
     * Explains the answers to a record: the share of each particle in the score of an answer, and
     * what of the inputs the score is read from.
     *
     * @throws dev.sora.problem.RecordException if the record is broken
     * @throws dev.sora.problem.SoraException if the options do not fit the model, or an output has
     *     answers without a single score
     */
    default Explanation explain(Map<String, ?> record, ExplanationOptions options) {
        return explain(List.of(record), options).get(0);
    }

    /**
     * Explains the answers to records, one after another. The same record and options give the same
     * bits.
     *
     * @param records if an output chooses among candidates, a record names one candidate: it has
     *     columns of both sides, and the score of this pair is explained
     * @return an explanation for each record, in order
     */
    List<Explanation> explain(List<? extends Map<String, ?>> records, ExplanationOptions options);

    /**
     * Explains the answers to every record of a file or folder.
     *
     * @param listener is notified of columns that records lack
     * @param explanations receives an explanation for each record, in order
     */
    void explain(
            Path input,
            ExplanationOptions options,
            RunListener listener,
            Consumer<Explanation> explanations);

    /**
     * Explains what particles contribute over a data set: their mean shares, what the model loses
     * without each, and how similar they are; and, unless the method is {@link
     * ExplanationMethod#PARTICLES}, what it loses if the values of a column are permuted, and how
     * scores depend on them.
     *
     * @param source a file with one data source in YAML, whose records have targets; the package's
     *     own test data if absent. At most the first 5,000 records are used
     */
    DataExplanation explainData(
            Optional<Path> source, ExplanationOptions options, RunListener listener);

    /**
     * Finds, for every record of a file or folder, the records of a data set that are nearest to it
     * in the space of a node. Each record is compared with all of the data set. A sequence is the
     * mean over its steps, and a picture that over its places.
     *
     * @param source a file with one data source in YAML; its records may have targets
     * @param neighbours receives the neighbours of each record, in order
     * @throws dev.sora.problem.SoraException if the node has no numbers for each record, or there
     *     are too many records whose neighbours are wanted
     */
    void neighbours(
            Path input,
            Path source,
            Neighbours.Options options,
            RunListener listener,
            Consumer<Neighbours> neighbours);

    /**
     * Finds, for every record of a file or folder, a small change with which an output gives
     * another answer. Columns change to values that they have in a data set.
     *
     * @param source a file with one data source in YAML; its first 5,000 records are used, and
     *     their targets may be absent
     * @param counterfactuals receives what was found for each record, in order
     * @throws dev.sora.problem.SoraException if the output has no classes, or no column can change
     */
    void counterfactuals(
            Path input,
            Path source,
            Counterfactual.Options options,
            RunListener listener,
            Consumer<Counterfactual> counterfactuals);

    /**
     * Predicts some outputs for records, with random numbers of a seed where the model draws any,
     * such as the noise of a generator. The same records and seed give the same bits. Only the
     * columns that these outputs depend on are read: {@link #columns(String)}.
     *
     * @param records as many as are wanted; empty maps if no column is read
     * @param outputs names of outputs
     * @return a prediction for each record, in order, with these outputs only
     * @throws dev.sora.problem.RecordException if a record is broken
     */
    List<Prediction> generate(
            List<? extends Map<String, ?>> records, Collection<String> outputs, long seed);

    /**
     * Generates the sequence of one output for one record, with a search of its own, and reports
     * what has been generated so far. Such an output is one whose answers are generated symbol by
     * symbol, such as a translation.
     *
     * @param search how symbols are chosen
     * @param seed of the random numbers, where symbols are drawn
     * @param soFar receives the text so far after each symbol, on the calling thread; never with
     *     several beams
     * @return the prediction, with this output only
     * @throws dev.sora.problem.RecordException if the record is broken
     * @throws dev.sora.problem.SoraException if the output does not generate
     */
    Prediction generate(
            Map<String, ?> record, String output, Search search, long seed, Consumer<String> soFar);

    /** Returns the outputs whose answers are generated symbol by symbol. */
    List<String> generating();

    /**
     * Returns the outputs that choose among candidates, such as recommended items or the texts of
     * the training.
     */
    List<String> retrieving();

    /**
     * Returns the columns that a node depends on.
     *
     * @param node the name of a node
     */
    List<ColumnInfo> columns(String node);

    /**
     * Reads the records of a data source, as an evaluation on it would.
     *
     * @param source a file with one data source in YAML
     * @param records receives each record, in order
     */
    void read(Path source, RunListener listener, Consumer<DataRecord> records);

    /**
     * Evaluates the model.
     *
     * @param source a file with one data source in YAML; the package's own test data if absent
     * @return the metrics of the split {@code test}
     */
    Metrics<MetricResult> evaluate(Optional<Path> source, RunListener listener);

    /**
     * Closes the model: refuses further calls, waits for calls in progress on other threads, and
     * frees weights and plugins. If it is closed within a call, such as by a consumer of
     * predictions, they are freed when that call ends. Closing again has no effect.
     */
    @Override
    void close();
}
