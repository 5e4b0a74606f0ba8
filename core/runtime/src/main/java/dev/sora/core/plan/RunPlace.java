// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a manifest says that it is trained: its section {@code run}.
 *
 * @param on the name of the place
 * @param workers the number of workers
 * @param master the address of the cluster
 * @param checkpoints the URI of a shared folder for checkpoints
 * @param timeout the seconds that a worker waits for another one
 * @param encrypted whether what workers send each other is encrypted
 * @param settings settings of the cluster's software
 */
public record RunPlace(
        String on,
        Optional<Integer> workers,
        Optional<String> master,
        Optional<String> checkpoints,
        Optional<Integer> timeout,
        boolean encrypted,
        Map<String, String> settings) {

    /** The section. */
    public static final String SECTION = "run";

    /** The name of the place that is the process of the call. */
    public static final String LOCAL = "local";

    /** The place of a manifest that names none. */
    public static final RunPlace HERE = of(Map.of());

    /** Copies the map. */
    public RunPlace {
        settings = Map.copyOf(settings);
    }

    /** Returns what a manifest says, whose plan has been made and which is therefore valid. */
    public static RunPlace of(Plan plan) {
        return of(plan.manifest().tree().get(SECTION) instanceof Map<?, ?> run ? run : Map.of());
    }

    private static RunPlace of(Map<?, ?> run) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (run.get("conf") instanceof Map<?, ?> conf) {
            conf.forEach((key, value) -> settings.put(text(key), text(value)));
        }
        return new RunPlace(
                find(run, "on").map(RunPlace::text).orElse(LOCAL),
                find(run, "workers").map(RunPlace::number),
                find(run, "master").map(RunPlace::text),
                find(run, "checkpoints").map(RunPlace::text),
                find(run, "timeout").map(RunPlace::number),
                Boolean.TRUE.equals(run.get("encrypt")),
                settings);
    }

    /** Returns whether it is the process of the call. */
    public boolean isHere() {
        return on.equals(LOCAL);
    }

    private static Optional<Object> find(Map<?, ?> run, String key) {
        return Optional.ofNullable(run.get(key));
    }

    private static String text(Object value) {
        return String.valueOf(value).strip();
    }

    private static int number(Object value) {
        return ((Number) value).intValue();
    }
}
