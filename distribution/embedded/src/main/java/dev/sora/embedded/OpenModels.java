// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The number of open models that all observers of a registry count together: a registry keeps the
 * first gauge of a name and ignores others. Safe for any thread.
 */
final class OpenModels {

    private static final String NAME = "sora.models.open";

    /** Registries are not kept in memory: no value refers to its key. */
    private static final Map<MeterRegistry, OpenModels> ALL = new WeakHashMap<>();

    private final WeakReference<MeterRegistry> registry;
    private final AtomicInteger open = new AtomicInteger();
    private int observers;

    private OpenModels(MeterRegistry registry) {
        this.registry = new WeakReference<>(registry);
    }

    /** Returns the count of a registry, with one more observer; the first adds the gauge. */
    static OpenModels join(MeterRegistry registry) {
        synchronized (ALL) {
            OpenModels models = ALL.computeIfAbsent(registry, OpenModels::new);
            if (models.observers++ == 0) {
                // the map above keeps the number, of which the gauge has a weak reference only
                Gauge.builder(NAME, models.open, AtomicInteger::get)
                        .description("Open models")
                        .register(registry);
            }
            return models;
        }
    }

    void add(int change) {
        open.addAndGet(change);
    }

    /** Removes one observer; the last removes the gauge. */
    void leave() {
        synchronized (ALL) {
            MeterRegistry left = registry.get();
            if (--observers == 0 && left != null) {
                ALL.remove(left);
                Gauge gauge = left.find(NAME).gauge();
                if (gauge != null) {
                    left.remove(gauge);
                }
            }
        }
    }
}
