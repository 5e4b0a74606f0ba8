// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.core.Sora.ColumnInfo;
import dev.sora.core.Sora.Inspection;
import dev.sora.core.drift.TrainingDistributions;
import dev.sora.core.metrics.Metrics;
import dev.sora.data.DataRecord;
import dev.sora.generation.Search;
import dev.sora.metric.MetricResult;
import dev.sora.particle.AnswerField;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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
public interface Model extends PredictionCalls, ExplanationCalls, AutoCloseable {

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

    /**
     * Returns how the columns of the training data and the predictions were distributed, to compare
     * other data with; empty if the package does not hold it.
     */
    TrainingDistributions distributions();

    /** Returns the graph, plugins, metrics, lock and manifest. */
    Inspection inspection();

    /**
     * Returns what identifies records by comparing their vectors with those of known identities.
     *
     * @param output the output that makes the vectors; the only one that does if absent
     * @throws dev.sora.problem.SoraException if no output does, or several do
     */
    Identifier identifier(Optional<String> output);

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
