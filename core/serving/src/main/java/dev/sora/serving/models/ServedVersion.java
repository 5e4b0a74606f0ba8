// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.models;

import dev.sora.core.Model;
import dev.sora.serving.batch.Batcher;
import dev.sora.serving.drift.DriftWatch;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open version of a model. It stays open until it is retired and the last request that leases it
 * is answered.
 */
public final class ServedVersion {

    private static final int RETIRED = Integer.MIN_VALUE;

    private final String name;
    private final String version;
    private final Path file;
    private final Model model;
    private final Batcher batcher;
    private final Optional<DriftWatch> drift;
    private volatile Signature signature;
    private final Instant opened = Instant.now();

    /** The number of leases; plus {@link #RETIRED} once there are no new ones. */
    private final AtomicInteger leases = new AtomicInteger();

    ServedVersion(
            String name,
            String version,
            Path file,
            Model model,
            Batcher batcher,
            Signature signature,
            Optional<DriftWatch> drift) {
        this.name = name;
        this.version = version;
        this.file = file;
        this.model = model;
        this.batcher = batcher;
        this.signature = signature;
        this.drift = drift;
    }

    /** Returns the name of the model. */
    public String name() {
        return name;
    }

    /** Returns the version. */
    public String version() {
        return version;
    }

    /** Returns the file of the package, never shown to clients. */
    public Path file() {
        return file;
    }

    /** Returns the open package. */
    public Model model() {
        return model;
    }

    /** Returns what computes its requests. */
    public Batcher batcher() {
        return batcher;
    }

    /** Returns what compares its requests with the training, if that is wanted. */
    public Optional<DriftWatch> drift() {
        return drift;
    }

    /** Returns its columns and tensors. */
    public Signature signature() {
        return signature;
    }

    /** Notes an answer without options, which shows what the outputs return. */
    public void learn(Map<String, Map<String, Object>> answer) {
        signature = signature.with(answer);
    }

    /** Returns when it was opened. */
    public Instant opened() {
        return opened;
    }

    /** Takes a lease; false if it is retired. Every lease is given back with {@link #release()}. */
    boolean lease() {
        while (true) {
            int count = leases.get();
            if (count < 0) {
                return false;
            }
            if (leases.compareAndSet(count, count + 1)) {
                return true;
            }
        }
    }

    /** Gives a lease back. */
    public void release() {
        if (leases.decrementAndGet() == RETIRED) {
            end();
        }
    }

    /** Gives no more leases, and closes once the last one is back. */
    void retire() {
        int before = leases.getAndUpdate(count -> count < 0 ? count : count + RETIRED);
        if (before == 0) {
            end();
        }
    }

    /**
     * Closes on a thread of its own: the last request may be answered by a thread of this batcher,
     * and a model waits for its calls.
     */
    private void end() {
        Thread closing =
                new Thread(
                        () -> {
                            batcher.close();
                            model.close();
                        },
                        "sora-close-" + name + "-" + version);
        closing.setDaemon(true);
        closing.start();
    }
}
