// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.manifest.ManifestWriter;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.manifest.ProgramTree;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.plan.Plan;
import dev.sora.core.planning.ManifestCheck;
import dev.sora.core.profile.Description;
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
 * The entry point for the command line and for applications that embed Sora.
 *
 * <p>If a user can correct what is wrong, all methods throw {@link dev.sora.problem.SoraException}
 * with every problem that was found. Any thread may call any method.
 *
 * <p>Not to be implemented by applications: methods are added. Records of this package are made by
 * Sora; their constructors are not for applications, except those of requests and options.
 */
public interface Sora extends AutoCloseable {

    /** Reads a manifest and checks all of it. It reads no data and loads no native code. */
    Plan plan(Path manifest, Overrides overrides);

    /**
     * Reads a manifest in memory and checks all of it. It reads no data and loads no native code.
     *
     * @param manifest YAML
     * @param folder the folder for relative paths in the manifest
     */
    Plan plan(String manifest, Path folder, Overrides overrides);

    /**
     * Checks a manifest that a program builds as a tree of maps, lists, strings, numbers and
     * booleans.
     *
     * @param folder the folder for relative paths in the manifest
     * @throws dev.sora.problem.SoraException also if the tree holds anything else, such as a path
     *     or a constant of an enum: only the program knows the string that it stands for
     */
    default Plan plan(Map<String, ?> manifest, Path folder) {
        return plan(ManifestWriter.write(ProgramTree.of(manifest)), folder, Overrides.none());
    }

    /** Returns every problem of a manifest; none if it can be planned. */
    default List<Problem> check(Path manifest, Overrides overrides) {
        return ManifestCheck.problems(() -> plan(manifest, overrides));
    }

    /**
     * Returns every problem of a manifest in memory; none if it can be planned.
     *
     * @param manifest YAML
     * @param folder the folder for relative paths in the manifest
     */
    default List<Problem> check(String manifest, Path folder) {
        return ManifestCheck.problems(() -> plan(manifest, folder, Overrides.none()));
    }

    /**
     * Reads a manifest and checks it with exactly the plugins that a lock names, even if newer
     * versions exist. If the manifest does not set the number of threads, that of the lock applies.
     * The result is a plan to train with {@link TrainingRequest#lock}.
     *
     * @param lock a {@code sora.lock} that a training wrote
     */
    Plan plan(Path manifest, Overrides overrides, Path lock);

    /** Returns a plan's manifest with all defaults filled in, as YAML. */
    String render(Plan plan);

    /** Returns the JSON Schema of manifests for the active plugins. */
    String schema();

    /**
     * Trains a plan and writes a model package, metrics, history, lock and report to a folder.
     *
     * @throws dev.sora.core.InterruptedRunException if the thread was interrupted; checkpoints are
     *     kept
     */
    default TrainingResult train(Plan plan, TrainingRequest request, RunListener listener) {
        return train(plan, request, listener, new RunControl());
    }

    /**
     * Trains a plan and writes a model package, metrics, history, lock and report to a folder.
     *
     * @param control pauses or ends the training, from any thread
     * @throws dev.sora.core.InterruptedRunException if the thread was interrupted, or if the
     *     training was aborted; checkpoints are kept
     * @throws IllegalStateException if another training uses the control
     */
    TrainingResult train(
            Plan plan, TrainingRequest request, RunListener listener, RunControl control);

    /**
     * Reads and encodes the data of a plan, and returns a training that its caller drives and
     * closes.
     */
    default TrainingSession session(Plan plan, RunListener listener) {
        return session(plan, SessionOptions.DEFAULT, listener);
    }

    /**
     * Reads and encodes the data of a plan, and returns a training that its caller drives and
     * closes.
     *
     * @param listener is notified of the data and of undefined metrics
     */
    TrainingSession session(Plan plan, SessionOptions options, RunListener listener);

    /**
     * Reads the data of a plan, and fits inputs and outputs to it, for sessions that hold a part of
     * the training records each. Nothing is encoded, and no engine is started.
     *
     * @param listener is notified of warnings
     * @return what was learned, for {@link SessionOptions.DataShards#fitted}
     * @throws dev.sora.problem.SoraException if the data is broken, or the training cannot be
     *     divided so
     */
    byte[] fit(Plan plan, RunListener listener);

    /**
     * Opens a model package for predictions, evaluation and inspection until it is closed. The
     * engine starts in the background; the first computation waits for it.
     *
     * @throws dev.sora.problem.SoraException if the file is not a package, or if it cannot be used
     *     here
     */
    Model open(Path model);

    /**
     * Drops the members of a generation that contribute least, and writes the smaller model to
     * another package.
     *
     * @param out the file for the smaller package, which is written whole or not at all
     * @throws dev.sora.problem.SoraException if the model has no generation whose members can be
     *     dropped, or the amount does not fit it
     */
    PruningResult prune(Path model, PruningOptions options, Path out, RunListener listener);

    /**
     * Evaluates a model package: opens it, evaluates it, closes it.
     *
     * @param source a file with one data source in YAML; the package's own test data if absent
     * @return the metrics of the split {@code test}
     */
    default Metrics<MetricResult> evaluate(
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
     * Reads data once and describes its contents, in bounded memory.
     *
     * @param input a manifest, whose data is described; a file with one data source in YAML; or a
     *     data file or folder that a source of the installed plugins can read
     * @param limit the maximum number of records to read of each split
     */
    Description describe(Path input, long limit, RunListener listener);

    /** Returns the contents of a model package. */
    Inspection inspect(Path model);

    /**
     * Writes a model package in a format of other programs. No engine is started.
     *
     * @param output the file, which is replaced; if the export fails, it is unchanged
     * @throws dev.sora.problem.SoraException if nodes cannot be written in the format, with one
     *     problem for each
     */
    ExportResult export(Path model, Path output, ExportFormat format);

    /** Starts the engine and returns the facts that it reports. */
    Map<String, String> engineFacts();

    /** Returns the active plugins with their types. */
    List<OfferedPlugin> plugins();

    /**
     * Closes this Sora with its models and sessions; it does not wait for runs. Afterwards every
     * other call throws an {@code IllegalStateException}. Closing again has no effect.
     */
    @Override
    void close();

    /**
     * The options of a training that are not part of its plan.
     *
     * @param out the folder for its files; created if missing
     * @param resume whether to continue from the last checkpoint in the folder
     * @param lock a {@code sora.lock} that the training must match exactly; a difference is refused
     *     before data is read, or, if the data differs, before training begins
     * @param from a model package whose weights the training starts from, for nodes of the same
     *     name and type; a checkpoint to resume from takes precedence
     * @param test whether the model is measured on the test data; they are held out in any case
     */
    record TrainingRequest(
            Path out, boolean resume, Optional<Path> lock, Optional<Path> from, boolean test) {

        /** Creates a request for a training that measures the model on the test data. */
        public TrainingRequest(Path out, boolean resume, Optional<Path> lock, Optional<Path> from) {
            this(out, resume, lock, from, true);
        }

        /** Creates a request for a training without a lock. */
        public TrainingRequest(Path out, boolean resume) {
            this(out, resume, Optional.empty());
        }

        /** Creates a request for a training that starts with new weights. */
        public TrainingRequest(Path out, boolean resume, Optional<Path> lock) {
            this(out, resume, lock, Optional.empty());
        }
    }

    /**
     * The result of a training.
     *
     * @param model the model package
     * @param metrics those of the training, validation and test data
     * @param files all files that it wrote
     */
    record TrainingResult(Path model, Metrics<Double> metrics, List<Path> files) {}

    /**
     * The contents of a model package.
     *
     * @param name the pipeline's name
     * @param card what the manifest says about the use of the model, by heading
     * @param nodes the graph; empty if the package cannot be used here, because shapes and
     *     parameters are known only with its plugins: see {@code problems}
     * @param columns the columns that inputs read of a record to predict for; empty if the package
     *     cannot be used here
     * @param plugins the versions that it was trained with by plugin name; several are separated by
     *     a comma
     * @param used the versions that are used for them here, in the same form, without those of the
     *     engine and of plugins that are not needed or not installed
     * @param metrics those of the training, validation and test data
     * @param lock the lock as a tree
     * @param manifest the resolved manifest as YAML
     * @param problems why the package cannot be used here; empty if it can
     */
    record Inspection(
            String name,
            Map<String, String> card,
            List<NodeInfo> nodes,
            List<ColumnInfo> columns,
            Map<String, String> plugins,
            Map<String, String> used,
            Metrics<Double> metrics,
            Map<String, Object> lock,
            String manifest,
            List<Problem> problems) {}

    /**
     * A column that an input reads of a record.
     *
     * @param input the name of the input
     * @param column the name of the column
     * @param types the types that the column may have; any type if empty
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
