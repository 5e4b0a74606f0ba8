// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.packaging.Json;
import dev.sora.core.plan.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a manifest says about the numbers of a training, by key.
 *
 * <p>Left out are what the pipeline is called, where its data lies, how much of it memory holds and
 * how many checkpoints are kept, which change no number, and the seed and the engine, which a lock
 * notes by themselves.
 */
final class PinnedManifest {

    /** What engines call the way in which threads wait for each other. */
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
