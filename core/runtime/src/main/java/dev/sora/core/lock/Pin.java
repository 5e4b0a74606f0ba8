// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.lock;

import dev.sora.core.packaging.Lock;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a lock pins, except plugins and files, with the error of a run that differs. The order is
 * that of messages.
 */
enum Pin {
    ENGINE(
            "SORA-3616",
            "the engine differs from the lock",
            "write 'engine: {type: %s}'",
            lock -> lock.natives().engine()),
    DEVICE(
            "SORA-3618",
            "the device of the engine differs from the lock",
            "train on a machine with that device",
            lock -> lock.natives().device()),
    NATIVES(
            "SORA-3617",
            "the native code of the engine differs from the lock",
            "use the engine's plugin and the machine of the lock",
            lock ->
                    "%s for %s, SHA-256 %s"
                            .formatted(
                                    lock.natives().runtime(),
                                    lock.natives().platform(),
                                    lock.natives().sha256())),
    THREADS(
            "SORA-3619",
            "the number of threads of the engine differs from the lock",
            "set engine.threads to %s, or leave it out",
            Lock::threads),
    SEED(
            "SORA-3620",
            "the seed differs from the lock",
            "write 'seed: %1$s', or call it with --seed %1$s",
            Lock::seed),
    MANIFEST(
            "SORA-3621",
            "the manifest differs from the lock",
            "use the manifest as it was, or train without --frozen for a new lock",
            Lock::manifest),
    SORA("SORA-3614", "this version of Sora differs from the lock", "use Sora %s", Lock::sora),
    JAVA(
            "SORA-3615",
            "this version of Java differs from the lock",
            "point JAVA_HOME to the Java of the lock",
            lock -> lock.java().getOrDefault("version", "")),
    RECORDS(
            "SORA-3634",
            "the number of records differs from the lock",
            "use the data as it was",
            lock -> lock.records().toString()),
    SKIPPED(
            "SORA-3635",
            "the number of records that are left out differs from the lock",
            "use the data as it was",
            lock -> lock.skipped().toString());

    final String code;
    final String message;

    /** What to do; {@code %s} is the value of the lock. */
    final String fix;

    private final Function<Lock, Object> value;

    Pin(String code, String message, String fix, Function<Lock, Object> value) {
        this.code = code;
        this.message = message;
        this.fix = fix;
        this.value = value;
    }

    /** Returns whether it is known before data is read. */
    boolean isBeforeData() {
        return this != RECORDS && this != SKIPPED;
    }

    /** Returns the values by their paths; a single value has an empty path. */
    Map<String, String> of(Lock lock) {
        Map<String, String> values = new TreeMap<>();
        if (value.apply(lock) instanceof Map<?, ?> several) {
            several.forEach((path, each) -> values.put(String.valueOf(path), String.valueOf(each)));
        } else {
            values.put("", String.valueOf(value.apply(lock)));
        }
        return values;
    }
}
