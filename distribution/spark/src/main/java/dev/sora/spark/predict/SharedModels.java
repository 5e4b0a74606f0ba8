// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import dev.sora.core.Model;
import dev.sora.embedded.EmbeddedSora;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open models of this JVM, one for each package, which all tasks share. A model stays open
 * between tasks, because the next one usually needs it; of those that no task uses, the most
 * recently used ones are kept.
 *
 * <p>They belong to the JVM because Spark creates tasks of an executor without anything in common
 * but its classes.
 */
public final class SharedModels {

    /** The number of models without a task that stay open. */
    static final int MOST_IDLE = 4;

    private static final SharedModels OF_JVM = new SharedModels();

    /** In the order of their last use. */
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    private SharedModels() {}

    /** An open model and the number of its users. */
    private static final class Entry {
        private @Nullable EmbeddedSora sora;
        private @Nullable Model model;
        private int users;

        /** Opens the model, if no task has; others wait meanwhile. */
        private synchronized Model open(ShippedModel shipped) {
            if (model == null) {
                // one instance for each model: models of an instance share engine settings
                EmbeddedSora own = EmbeddedSora.builder().classPath(loader()).build();
                try {
                    model = own.open(shipped.file());
                    sora = own;
                } finally {
                    if (model == null) {
                        own.close();
                    }
                }
            }
            return model;
        }

        private synchronized void close() {
            if (model != null) {
                model.close();
                sora.close();
            }
        }
    }

    /** The right to use a model until it is closed. */
    public interface Lease extends AutoCloseable {

        /** Returns the model, which must not be closed. */
        Model model();

        @Override
        void close();
    }

    /**
     * Returns a lease on the open model of a package; opens it if no task of this JVM has.
     *
     * @throws dev.sora.problem.SoraException if it cannot be opened
     */
    public static Lease lease(ShippedModel shipped) {
        return OF_JVM.acquire(shipped);
    }

    /** Returns the number of open models in this JVM. */
    static int open() {
        synchronized (OF_JVM.entries) {
            return OF_JVM.entries.size();
        }
    }

    /** Returns the number of leases in this JVM that are not closed. */
    static int users() {
        synchronized (OF_JVM.entries) {
            return OF_JVM.entries.values().stream().mapToInt(entry -> entry.users).sum();
        }
    }

    private Lease acquire(ShippedModel shipped) {
        Entry entry;
        synchronized (entries) {
            entry = entries.computeIfAbsent(shipped.digest(), digest -> new Entry());
            entry.users++;
        }
        Model model;
        try {
            model = entry.open(shipped);
        } catch (RuntimeException | Error e) {
            release(entry);
            throw e;
        }
        return new Lease() {
            private boolean released;

            @Override
            public Model model() {
                return model;
            }

            @Override
            public synchronized void close() {
                if (!released) {
                    released = true;
                    release(entry);
                }
            }
        };
    }

    private void release(Entry entry) {
        List<Entry> retired = new ArrayList<>();
        synchronized (entries) {
            entry.users--;
            long idle = entries.values().stream().filter(e -> e.users == 0).count();
            var each = entries.values().iterator();
            while (idle > MOST_IDLE && each.hasNext()) {
                Entry oldest = each.next();
                if (oldest.users == 0) {
                    each.remove();
                    retired.add(oldest);
                    idle--;
                }
            }
        }
        retired.forEach(Entry::close);
    }

    /** Returns the loader of the application's jars, which Spark sets for its tasks. */
    private static ClassLoader loader() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return loader == null ? SharedModels.class.getClassLoader() : loader;
    }
}
