// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.lock;

import dev.sora.core.io.Json;
import dev.sora.core.plan.Plan;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The keys of a manifest that determine the numbers of a training. These are all keys except those
 * listed here; a lock pins them, and a training is resumed only if those of its steps are the same.
 */
final class NumberKeys {

    /** Keys that change no number. {@code engine.wait} is how threads wait for each other. */
    private static final Set<String> NONE =
            Set.of(
                    "name",
                    "card",
                    "data.memory",
                    "training.checkpoint",
                    "training.checkpoints",
                    "engine.wait");

    /**
     * Keys that change no number of a step, so that they may change when a training is resumed: its
     * length, how it is measured, and the engine, which computes the same up to rounding.
     */
    private static final Set<String> NOT_OF_STEPS =
            Set.of(
                    "engine",
                    "training.epochs",
                    "training.evaluation_batch_size",
                    "training.early_stopping.patience");

    /** Keys that a lock contains beside those of the manifest. */
    private static final Set<String> BESIDE =
            Set.of("manifest", "seed", "engine." + LockEnforcer.THREADS);

    private NumberKeys() {}

    /** Returns the keys that determine the numbers of a step, as a tree. */
    static Map<String, Object> ofSteps(Plan plan) {
        return without(without(plan.resolved(), "", NONE), "", NOT_OF_STEPS);
    }

    /**
     * Returns the keys that determine numbers with their values, by path: {@code training.epochs}.
     * It excludes those that a lock contains separately.
     */
    static Map<String, String> pinned(Plan plan) {
        Map<String, Object> tree = new LinkedHashMap<>(plan.resolved());
        tree.remove("engine");
        tree.replaceAll((section, value) -> withoutFolders(value));
        plan.engine().settings().asMap().forEach((key, value) -> tree.put("engine." + key, value));
        Map<String, String> values = new LinkedHashMap<>();
        without(without(tree, "", NONE), "", BESIDE)
                .forEach((section, value) -> flatten(section, value, values));
        return values;
    }

    private static void flatten(String path, Object value, Map<String, String> values) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((key, below) -> flatten(path + "." + key, below, values));
        } else {
            values.put(path, value instanceof String text ? text : Json.line(value));
        }
    }

    private static Map<String, Object> without(Map<?, ?> tree, String prefix, Set<String> paths) {
        Map<String, Object> rest = new LinkedHashMap<>();
        tree.forEach(
                (key, value) -> {
                    String path = prefix + key;
                    if (!paths.contains(path)) {
                        boolean below = paths.stream().anyMatch(p -> p.startsWith(path + "."));
                        rest.put(
                                String.valueOf(key),
                                below && value instanceof Map<?, ?> map
                                        ? without(map, path + ".", paths)
                                        : value);
                    }
                });
        return rest;
    }

    /** Reduces absolute paths to file names, because data that was moved is the same data. */
    static Object withoutFolders(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> entries = new LinkedHashMap<>();
            map.forEach((key, entry) -> entries.put(key, withoutFolders(entry)));
            return entries;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(NumberKeys::withoutFolders).toList();
        }
        return value instanceof String text ? fileName(text) : value;
    }

    private static String fileName(String text) {
        try {
            Path path = Path.of(text);
            return path.isAbsolute() && path.getFileName() != null
                    ? path.getFileName().toString()
                    : text;
        } catch (InvalidPathException e) {
            return text;
        }
    }
}
