// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.core.describe.Description;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Plan;
import dev.sora.core.run.RunControl;
import dev.sora.core.run.RunListener;
import dev.sora.data.ColumnType;
import dev.sora.metric.MetricResult;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Everything that the command line, and an application that embeds Sora, can ask of it.
 *
 * <p>All methods throw {@link dev.sora.problem.SoraException} with every problem found when
 * something is wrong that a person can correct.
 */
public interface Sora extends AutoCloseable {

    /** Reads a manifest and checks all of it. Reads no data and loads no native code. */
    Plan plan(Path manifest, Overrides overrides);

    /**
     * Reads a manifest and checks it with just the plugins that a lock names, be there newer ones,
     * and with its number of threads if the manifest leaves that open: a plan to train with {@link
     * TrainingRequest#lock}.
     *
     * @param lock a {@code sora.lock} that a training left behind
     */
    Plan plan(Path manifest, Overrides overrides, Path lock);

    /** Returns a plan's manifest with all defaults filled in, as YAML. */
    String render(Plan plan);

    /** Returns the JSON Schema of manifests with the plugins at work. */
    String schema();

    /**
     * Trains a plan and leaves a model package, metrics, history, lock and report in a folder.
     *
     * @throws dev.sora.core.run.InterruptedRunException if the thread was interrupted; checkpoints
     *     stay
     */
    default TrainingResult train(Plan plan, TrainingRequest request, RunListener listener) {
        return train(plan, request, listener, new RunControl());
    }

    /**
     * Trains a plan and leaves a model package, metrics, history, lock and report in a folder.
     *
     * @param control pauses or ends the training, from any thread
     * @throws dev.sora.core.run.InterruptedRunException if the thread was interrupted, or the
     *     training aborted; checkpoints stay
     * @throws IllegalStateException if the control serves another training
     */
    TrainingResult train(
            Plan plan, TrainingRequest request, RunListener listener, RunControl control);

    /**
     * Reads and encodes the data of a plan, and returns a training that its caller drives; it is
     * closed by its caller.
     */
    default TrainingSession session(Plan plan, RunListener listener) {
        return session(plan, SessionOptions.DEFAULT, listener);
    }

    /**
     * Reads and encodes the data of a plan, and returns a training that its caller drives; it is
     * closed by its caller.
     *
     * @param listener hears of the data and of what is undefined
     */
    TrainingSession session(Plan plan, SessionOptions options, RunListener listener);

    /**
     * Opens a model package, which then predicts, is scored and looked into until it is closed. The
     * engine starts meanwhile; what is computed first waits for it.
     *
     * @throws dev.sora.problem.SoraException if it is not a package, or cannot be used here
     */
    Model open(Path model);

    /**
     * Scores a model package: opens it, scores it, closes it.
     *
     * @param source a file with one data source in YAML; the package's own test data if absent
     */
    default Map<String, Map<String, MetricResult>> evaluate(
            Path model, Optional<Path> source, RunListener listener) {
        try (Model opened = open(model)) {
            return opened.evaluate(source, listener);
        }
    }

    /**
     * Predicts for every record of a file or folder: opens the package, predicts, closes it.
     *
     * @param predictions receives a prediction for each record, in their order
     */
    default void predict(
            Path model,
            Path input,
            PredictionOptions options,
            RunListener listener,
            Consumer<Prediction> predictions) {
        try (Model opened = open(model)) {
            opened.predict(input, options, listener, predictions);
        }
    }

    /**
     * Reads data once and says what it holds, in bounded memory.
     *
     * @param input a manifest, whose data is described; a file with one data source in YAML; or
     *     data itself, which a source of the installed plugins must know how to read
     * @param limit how many records of each part are read at most
     */
    Description describe(Path input, long limit, RunListener listener);

    /** Returns what a model package holds. */
    Inspection inspect(Path model);

    /** Starts the engine and returns what it says of itself. */
    Map<String, String> engineFacts();

    /**
     * Ends the use of this Sora, and of its models and sessions; waits for no run. Every other call
     * then throws an {@code IllegalStateException}; closing again does nothing.
     */
    @Override
    void close();

    /**
     * What to do in a training beside its plan.
     *
     * @param out the folder for what it leaves behind; created if missing
     * @param resume whether to go on from the last checkpoint in the folder
     * @param lock a {@code sora.lock} that the training must not differ from in anything; what does
     *     is refused before data is read, or before training begins if it is the data that differs
     * @param from a model package whose weights the training starts from, as far as nodes of the
     *     same name and type need them; a checkpoint to resume from comes first
     */
    record TrainingRequest(Path out, boolean resume, Optional<Path> lock, Optional<Path> from) {

        /** Asks for a training that need not repeat another. */
        public TrainingRequest(Path out, boolean resume) {
            this(out, resume, Optional.empty());
        }

        /** Asks for a training that starts with new weights. */
        public TrainingRequest(Path out, boolean resume, Optional<Path> lock) {
            this(out, resume, lock, Optional.empty());
        }
    }

    /**
     * What came of a training.
     *
     * @param model the model package
     * @param metrics part, output, metric, value
     * @param files everything it wrote
     */
    record TrainingResult(
            Path model, Map<String, Map<String, Map<String, Double>>> metrics, List<Path> files) {}

    /**
     * What a model package holds.
     *
     * @param name the pipeline's name
     * @param nodes the graph
     * @param columns what inputs read of a record to predict for; none if the package cannot be
     *     used here
     * @param plugins the versions that it was trained with by plugin name, several with a comma
     * @param used the versions that stand for them here, in the same form; those of the engine and
     *     of plugins that are not needed or not there are left out
     * @param metrics part, output, metric, value
     * @param lock the lock as a tree
     * @param manifest the resolved manifest as YAML
     * @param problems why it could not be used here, if so
     */
    record Inspection(
            String name,
            List<NodeInfo> nodes,
            List<ColumnInfo> columns,
            Map<String, String> plugins,
            Map<String, String> used,
            Map<String, Map<String, Map<String, Double>>> metrics,
            Map<String, Object> lock,
            String manifest,
            List<Problem> problems) {}

    /**
     * A column that an input reads of a record.
     *
     * @param input the name of the input
     * @param column the name of the column
     * @param types the types that it may have; any if empty
     */
    record ColumnInfo(String input, String column, Set<ColumnType> types) {}

    /**
     * A node of the graph in a model package.
     *
     * @param kind {@code input}, {@code particle}, {@code combiner} or {@code output}
     * @param from the names of its sources
     * @param shape the signal it returns, without the batch dimension
     * @param parameters the number of trained numbers of all its members
     */
    record NodeInfo(
            String name,
            String kind,
            String type,
            int count,
            List<String> from,
            String shape,
            long parameters,
            Map<String, Object> settings) {}
}
