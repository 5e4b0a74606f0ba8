// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.core.describe.Description;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Plan;
import dev.sora.core.run.RunListener;
import dev.sora.data.TextForm;
import dev.sora.metric.MetricResult;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Everything that the command line, and an application that embeds Sora, can ask of it.
 *
 * <p>All methods throw {@link dev.sora.problem.SoraException} with every problem found when
 * something is wrong that a person can mend.
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
    TrainingResult train(Plan plan, TrainingRequest request, RunListener listener);

    /**
     * Scores a model package.
     *
     * @param source a file with one data source in YAML; the package's own test data if absent
     */
    Map<String, Map<String, MetricResult>> evaluate(
            Path model, Optional<Path> source, RunListener listener);

    /**
     * Predicts for every record of a file or folder; the first that is broken ends it.
     *
     * @param predictions receives one map a record, in order
     */
    default void predict(Path model, Path input, Consumer<Map<String, Object>> predictions) {
        predict(model, input, false, predictions);
    }

    /**
     * Predicts for every record of a file or folder.
     *
     * @param skipBroken whether a broken record gets a map with {@code error} in place of a
     *     prediction; otherwise the first one ends it
     * @param predictions receives one map a record, in order
     */
    default void predict(
            Path model, Path input, boolean skipBroken, Consumer<Map<String, Object>> predictions) {
        predict(new PredictionRequest(model, input, skipBroken), event -> {}, predictions);
    }

    /**
     * Predicts for every record of a file or folder.
     *
     * @param listener hears of values that training did not know and of columns that records lack
     * @param predictions receives one map a record, in order: {@code record} names the file it
     *     comes from, {@code number} counts all records from 1, {@code keep} holds the columns that
     *     pass through, {@code error} is there instead of a prediction if the record is broken
     */
    void predict(
            PredictionRequest request,
            RunListener listener,
            Consumer<Map<String, Object>> predictions);

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
     * Ends the use of this Sora; waits for no run. Every other call then throws an {@code
     * IllegalStateException}; closing again does nothing.
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
     */
    record TrainingRequest(Path out, boolean resume, Optional<Path> lock) {

        /** Asks for a training that need not repeat another. */
        public TrainingRequest(Path out, boolean resume) {
            this(out, resume, Optional.empty());
        }
    }

    /**
     * What to predict.
     *
     * @param model the model package
     * @param input the file or folder with records
     * @param skipBroken whether a broken record gets a map with {@code error} in place of a
     *     prediction; otherwise the first one ends it
     * @param top how many classes of each output keep their probabilities, the likeliest first; all
     *     of them in their own order if absent
     * @param keep columns of the input that pass through to the predictions unchanged
     */
    record PredictionRequest(
            Path model, Path input, boolean skipBroken, OptionalInt top, List<String> keep) {

        /** Copies the names, each once. */
        public PredictionRequest {
            keep = keep.stream().map(TextForm::nameOf).distinct().toList();
        }

        /** Asks for all that is predicted, and nothing beside it. */
        public PredictionRequest(Path model, Path input, boolean skipBroken) {
            this(model, input, skipBroken, OptionalInt.empty(), List.of());
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
            Map<String, String> plugins,
            Map<String, String> used,
            Map<String, Map<String, Map<String, Double>>> metrics,
            Map<String, Object> lock,
            String manifest,
            List<Problem> problems) {}

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
