// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.RunEvent;
import dev.sora.core.io.Digests;
import dev.sora.core.plan.Plan;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.problem.SoraException;
import dev.sora.spark.ring.RingSecret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Trains a pipeline on the workers of Spark, from the driver.
 *
 * <pre>{@code
 * SparkTraining training = new SparkTraining(context, sora, WorkerSettings.of(4));
 * training.train(plan, Path.of("runs/digits"), "hdfs://name/runs/digits", false);
 * }</pre>
 *
 * <p>The results are those of {@code sora train}: with one worker, the same weights to the last
 * bit; with several, those of the same minibatches up to rounding, where nothing is drawn or
 * measured by minibatch.
 */
public final class SparkTraining {

    /** How often a training is begun again without any progress. */
    public static final int ATTEMPTS = 4;

    /** The file that names the current attempt: workers check that they share the folder. */
    static final String MARK = "attempt";

    /** The file that names the training whose checkpoints there are. */
    static final String TRAINING = "training";

    /** The file that names the settings of the workers. */
    static final String SETTINGS = "workers";

    /** The folder for results within the shared one. */
    static final String RESULTS = "results";

    private static final Logger LOG = LoggerFactory.getLogger(SparkTraining.class);

    private final JavaSparkContext spark;
    private final EmbeddedSora sora;
    private final WorkerSettings settings;

    /** Marks the jobs of this training, among those of the application. */
    private final String tag = "sora-training-" + UUID.randomUUID();

    /**
     * Creates a training.
     *
     * @param sora has the plugins on the class path that executors have as well
     */
    public SparkTraining(JavaSparkContext spark, EmbeddedSora sora, WorkerSettings settings) {
        this.spark = spark;
        this.sora = sora;
        this.settings = settings;
    }

    /**
     * Trains a plan, and writes what {@code sora train} writes to a folder of the driver.
     *
     * @param out the folder for the results; older results in it are replaced
     * @param shared the URI of a folder that all workers reach, for checkpoints; older ones are
     *     removed when all workers are ready to train
     * @param resume whether to continue from the last checkpoint in the shared folder
     * @throws SoraException if the training cannot be divided, a worker refuses it, or workers are
     *     lost {@link #ATTEMPTS} times without a new checkpoint in between
     * @throws InterruptedRunException if this thread is interrupted, or Spark's job cancelled
     */
    public SparkResult train(Plan plan, Path out, String shared, boolean resume) {
        Divisible.check(plan, settings);
        checkSlots();
        Map<String, String> hadoop = hadoop();
        try (SharedFolder folder = SharedFolder.open(shared, hadoop)) {
            if (resume) {
                checkSettings(folder);
            }
            String training = resume ? "" : UUID.randomUUID().toString();
            String manifest = sora.render(plan);
            List<String> plugins = PluginDigests.of(sora);
            String digest = Digests.sha256(manifest);
            byte[] fitted = settings.shards() ? sora.fit(plan, SparkTraining::warn) : new byte[0];
            int failures = 0;
            int attempts = 0;
            Optional<String> before = newest(folder, training);
            while (true) {
                attempts++;
                String attempt = UUID.randomUUID().toString();
                folder.write(MARK, attempt);
                WorkerTask.Order order =
                        new WorkerTask.Order(
                                manifest,
                                digest,
                                plan.manifest().folder().toAbsolutePath().toString(),
                                plugins,
                                settings,
                                training,
                                attempt,
                                RingSecret.random(),
                                shared,
                                fitted,
                                Digests.sha256(fitted),
                                hadoop);
                Attempt ended;
                try (OlderResults older = OlderResults.of(out, begun(folder, training, before))) {
                    ended = Attempt.run(() -> submit(order), this::cancel);
                }
                if (ended.isDone()) {
                    return SparkResult.fetch(folder, ended.outcomes(), out, attempts);
                }
                Optional<String> after = newest(folder, training);
                if (!after.equals(before)) {
                    SparkResult.clear(out);
                }
                failures = after.equals(before) ? failures + 1 : 1;
                before = after;
                ended.require(settings.workers(), failures, ATTEMPTS);
                LOG.warn(
                        "attempt {} lost a worker; the next continues from {}",
                        attempts,
                        after.orElse("the beginning"));
            }
        }
    }

    /** Returns what tells that the workers have removed or saved a checkpoint. */
    private static BooleanSupplier begun(
            SharedFolder folder, String training, Optional<String> before) {
        return training.isEmpty()
                ? () -> !folder.checkpoints().stream().findFirst().equals(before)
                : () -> folder.isOf(training);
    }

    /** Returns the newest checkpoint of this training. */
    private static Optional<String> newest(SharedFolder folder, String training) {
        return training.isEmpty() || folder.isOf(training)
                ? folder.checkpoints().stream().findFirst()
                : Optional.empty();
    }

    /**
     * Workers of other settings take other steps, so they do not continue each other. The first
     * worker refuses a checkpoint of a single process, which it reads in any case.
     */
    private void checkSettings(SharedFolder folder) {
        String before = folder.read(SETTINGS).orElse(SparkProblems.NO_WORKERS);
        if (!before.equals(settings.identity()) && !folder.checkpoints().isEmpty()) {
            throw SparkProblems.settings(folder.toString(), before, settings.identity());
        }
        folder.write(SETTINGS, settings.identity());
    }

    /** Spark would wait for more cores; a local master never has more. */
    private void checkSlots() {
        int slots = spark.defaultParallelism();
        if (spark.sc().isLocal() && slots < settings.workers()) {
            throw SparkProblems.slots(
                    settings.workers(),
                    "%d, of the master %s".formatted(slots, spark.master()),
                    null);
        }
    }

    private Map<String, String> hadoop() {
        Map<String, String> hadoop = new HashMap<>();
        spark.hadoopConfiguration()
                .iterator()
                .forEachRemaining(entry -> hadoop.put(entry.getKey(), entry.getValue()));
        return hadoop;
    }

    /** Runs the stage once, and returns how its workers ended. */
    List<Outcome> submit(WorkerTask.Order order) {
        int workers = settings.workers();
        spark.addJobTag(tag);
        try {
            return collect(order, workers);
        } finally {
            spark.removeJobTag(tag);
        }
    }

    /** Ends the stage, unless it has ended. */
    private void cancel() {
        if (!spark.sc().isStopped()) {
            spark.sc().cancelJobsWithTag(tag);
        }
    }

    private List<Outcome> collect(WorkerTask.Order order, int workers) {
        List<Integer> numbers = IntStream.range(0, workers).boxed().toList();
        ClassTag<Outcome> type = ClassTag$.MODULE$.apply(Outcome.class);
        return new ArrayList<>(
                JavaRDD.fromRDD(
                                spark.parallelize(numbers, workers)
                                        .rdd()
                                        .barrier()
                                        .mapPartitions(new WorkerTask(order), false, type),
                                type)
                        .collect());
    }

    private static void warn(RunEvent event) {
        if (event instanceof RunEvent.Warned warned) {
            LOG.warn("'{}': {}", warned.node(), warned.text());
        }
    }
}
