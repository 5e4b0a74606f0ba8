// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.packaging.Digests;
import dev.sora.core.packaging.Json;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.TakenNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The digest of the keys of a manifest that determine the numbers of a training: only a training
 * with the same digest is resumed.
 */
final class TrainingIdentity {

    private TrainingIdentity() {}

    /**
     * Returns the digest. It excludes what may change when a training is resumed, because it
     * changes no number of a step: names, paths, the length of the training, what is kept of it,
     * and the engine.
     */
    static String of(Plan plan, Optional<PriorModel> prior) {
        Map<String, Object> tree = new LinkedHashMap<>(plan.resolved());
        tree.remove("name");
        prior.ifPresent(model -> tree.put("from", model.sha256()));
        tree.remove("engine");
        for (String section : List.of("inputs", "particles", "combiners")) {
            tree.computeIfPresent(section, (key, nodes) -> withoutPlaces(plan, nodes));
        }
        tree.computeIfPresent(
                "data", (section, data) -> withoutFolders(without(data, Set.of("memory"))));
        tree.computeIfPresent(
                "training",
                (section, training) ->
                        without(
                                training,
                                Set.of(
                                        "epochs",
                                        "checkpoint",
                                        "checkpoints",
                                        "evaluation_batch_size")));
        return Digests.sha256(Json.line(tree));
    }

    /** Replaces the path of a package by its digest, which does not depend on the folder. */
    private static Object withoutPlaces(Plan plan, Object section) {
        Map<String, TakenNode> taken = plan.taken();
        Map<Object, Object> nodes = new LinkedHashMap<>((Map<?, ?>) section);
        taken.forEach(
                (name, from) ->
                        nodes.computeIfPresent(
                                name,
                                (key, values) -> {
                                    Map<Object, Object> entry =
                                            new LinkedHashMap<>((Map<?, ?>) values);
                                    entry.put("package", from.sha256());
                                    return entry;
                                }));
        return nodes;
    }

    private static Object without(Object section, Set<String> keys) {
        if (!(section instanceof Map<?, ?> entries)) {
            return section;
        }
        Map<Object, Object> lasting = new LinkedHashMap<>(entries);
        lasting.keySet().removeAll(keys);
        lasting.computeIfPresent(
                "early_stopping", (key, stopping) -> without(stopping, Set.of("patience")));
        return lasting;
    }

    /** Reduces absolute paths to file names, because data that was moved is the same data. */
    static Object withoutFolders(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> entries = new LinkedHashMap<>();
            map.forEach((key, entry) -> entries.put(key, withoutFolders(entry)));
            return entries;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(TrainingIdentity::withoutFolders).toList();
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
