// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.packaging.Json;
import dev.sora.core.plan.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The keys of a manifest that determine the numbers of a training, with their values.
 *
 * <p>It excludes the pipeline's name, the paths of data, the memory limit and the number of
 * checkpoints to keep, which change no number, and the seed and the engine, which a lock contains
 * separately.
 */
final class PinnedManifest {

    /** The name that engines use for the way in which threads wait for each other. */
    private static final String WAIT = "wait";

    private static final Set<String> ELSEWHERE = Set.of("manifest", "name", "seed", "engine");
    private static final Set<String> NO_NUMBERS =
            Set.of(
                    "data.memory",
                    "training.checkpoints",
                    "training.checkpoint.every",
                    "training.checkpoint.keep",
                    "engine." + WAIT);

    private PinnedManifest() {}

    static Map<String, String> of(Plan plan) {
        Map<String, String> values = new LinkedHashMap<>();
        plan.resolved()
                .forEach(
                        (section, value) -> {
                            if (!ELSEWHERE.contains(section)) {
                                flatten(section, TrainingIdentity.withoutFolders(value), values);
                            }
                        });
        plan.engine()
                .settings()
                .asMap()
                .forEach((name, value) -> flatten("engine." + name, value, values));
        values.remove("engine." + LockEnforcer.THREADS);
        values.keySet().removeAll(NO_NUMBERS);
        return values;
    }

    private static void flatten(String path, Object value, Map<String, String> values) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((key, below) -> flatten(path + "." + key, below, values));
        } else {
            values.put(path, value instanceof String text ? text : Json.line(value));
        }
    }
}
