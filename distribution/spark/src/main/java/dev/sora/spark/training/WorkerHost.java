// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.core.SessionOptions;
import dev.sora.core.SessionOptions.DataShards;
import dev.sora.core.TrainingSession;
import dev.sora.core.io.Digests;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Plan;
import dev.sora.embedded.EmbeddedSora;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the workers of one JVM share in an attempt: Sora, the plan, and the data, which is read,
 * fitted and encoded once. Each worker has a session of its own on it.
 *
 * <p>The hosts belong to the JVM because Spark creates tasks of an executor without anything in
 * common but its classes.
 */
final class WorkerHost implements AutoCloseable {

    private static final Map<String, WorkerHost> BY_ATTEMPT = new HashMap<>();

    private final String key;
    private final WorkerTask.Order order;
    private final List<TrainingSession> sessions = new ArrayList<>();
    private @Nullable EmbeddedSora sora;
    private @Nullable Plan plan;
    private @Nullable RuntimeException failure;

    /** The number of workers; guarded by the map. */
    private int workers;

    private WorkerHost(String key, WorkerTask.Order order) {
        this.key = key;
        this.order = order;
    }

    /**
     * Returns the host of an attempt in this JVM; each worker closes it once.
     *
     * @param stage counts how often Spark has begun the stage of this attempt
     */
    static WorkerHost of(WorkerTask.Order order, int stage) {
        String attempt = "%s/%d".formatted(order.attempt(), stage);
        synchronized (BY_ATTEMPT) {
            WorkerHost host =
                    BY_ATTEMPT.computeIfAbsent(attempt, key -> new WorkerHost(key, order));
            host.workers++;
            return host;
        }
    }

    /** Returns the number of attempts that have workers in this JVM. */
    static int open() {
        synchronized (BY_ATTEMPT) {
            return BY_ATTEMPT.size();
        }
    }

    /**
     * Opens the session of a worker, which is closed with the host. The first worker that calls
     * prepares the data, and the others wait; what it refuses, all refuse.
     *
     * @param rank names the worker in problems, and is the number of its shard of the data
     * @param here supplies all workers of this JVM, whose shards are read at once
     */
    synchronized TrainingSession session(int rank, Supplier<SortedSet<Integer>> here) {
        if (failure != null) {
            throw failure;
        }
        try {
            TrainingSession opened = sessions.isEmpty() ? first(rank, here) : another(rank);
            sessions.add(opened);
            return opened;
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    private TrainingSession another(int rank) {
        TrainingSession first = sessions.get(0);
        return order.settings().shards() ? first.another(rank) : first.another();
    }

    private TrainingSession first(int rank, Supplier<SortedSet<Integer>> here) {
        if (sora == null) {
            sora = EmbeddedSora.builder().build();
        }
        List<String> plugins = PluginDigests.of(sora);
        if (!plugins.equals(order.plugins())) {
            throw SparkProblems.plugins(rank, order.plugins(), plugins);
        }
        plan = plan(sora, rank);
        SessionOptions options = SessionOptions.DEFAULT;
        if (order.settings().shards()) {
            String digest = Digests.sha256(order.fitted());
            if (!digest.equals(order.fittedDigest())) {
                throw SparkProblems.fitted(rank, order.fittedDigest(), digest);
            }
            options =
                    options.shards(
                            new DataShards(
                                    order.settings().workers(), rank, here.get(), order.fitted()));
        }
        return sora.session(plan, options, event -> {});
    }

    /** Plans the manifest of the driver, and checks that it means the same here. */
    private Plan plan(EmbeddedSora own, int rank) {
        String digest = Digests.sha256(order.manifest());
        if (!digest.equals(order.digest())) {
            throw SparkProblems.manifest(rank, order.digest(), digest);
        }
        // passwords are not in the manifest that was sent, but in variables of this machine
        Overrides environment = new Overrides(List.of(), System.getenv());
        Plan planned = own.plan(order.manifest(), Path.of(order.folder()), environment);
        String here = Digests.sha256(own.render(planned));
        if (!here.equals(order.digest())) {
            throw SparkProblems.manifest(rank, order.digest(), here);
        }
        return planned;
    }

    /** Returns the plan, once a session is open. */
    synchronized Plan plan() {
        if (plan == null) {
            throw new IllegalStateException("no session is open");
        }
        return plan;
    }

    /** Ends the use by a worker; the last one frees everything. */
    @Override
    public void close() {
        synchronized (BY_ATTEMPT) {
            workers--;
            if (workers > 0) {
                return;
            }
            BY_ATTEMPT.remove(key);
        }
        free();
    }

    private synchronized void free() {
        sessions.forEach(TrainingSession::close);
        if (sora != null) {
            sora.close();
        }
    }
}
