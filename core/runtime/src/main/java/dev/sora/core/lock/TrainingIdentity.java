// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.lock;

import dev.sora.core.io.Digests;
import dev.sora.core.io.Json;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.TakenNode;
import dev.sora.core.preparation.PriorModel;
import dev.sora.core.step.EngineReplicas;
import dev.sora.core.weights.ForeignWeights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The digest of the keys of a manifest that determine the numbers of a training: only a training
 * with the same digest is resumed.
 */
public final class TrainingIdentity {

    private TrainingIdentity() {}

    /**
     * Returns the digest. It excludes what may change when a training is resumed, because it
     * changes no number of a step, see {@link NumberKeys}.
     */
    public static String of(Plan plan, Optional<PriorModel> prior) {
        Map<String, Object> tree = NumberKeys.ofSteps(plan);
        prior.ifPresent(model -> tree.put("from", model.sha256()));
        // each device draws and normalises for itself, so their number is more than a rounding
        int devices = EngineReplicas.count(plan.engine());
        if (devices > 1) {
            tree.put("devices", devices);
        }
        for (String section : List.of("inputs", "particles", "combiners")) {
            tree.computeIfPresent(section, (key, nodes) -> withoutPlaces(plan, nodes));
        }
        tree.computeIfPresent("training", (key, training) -> withoutModels(plan, training));
        tree.computeIfPresent("data", (section, data) -> NumberKeys.withoutFolders(data));
        return Digests.sha256(Json.line(tree));
    }

    /** Replaces the paths of the models that the procedure asks by their digests. */
    private static Object withoutModels(Plan plan, Object section) {
        if (plan.training().procedure().isEmpty()) {
            return section;
        }
        Map<String, String> digests = new LinkedHashMap<>();
        plan.training()
                .procedure()
                .get()
                .models()
                .values()
                .forEach(model -> digests.put(model.file().toString(), model.sha256()));
        Map<Object, Object> training = new LinkedHashMap<>((Map<?, ?>) section);
        training.computeIfPresent(
                "procedure",
                (key, values) -> {
                    Map<Object, Object> entry = new LinkedHashMap<>((Map<?, ?>) values);
                    entry.replaceAll(
                            (name, value) ->
                                    value instanceof String text
                                            ? digests.getOrDefault(text, text)
                                            : value);
                    return entry;
                });
        return training;
    }

    /** Replaces paths of packages and files by their digests, which depend on no folder. */
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
        plan.foreign()
                .forEach(
                        (name, from) ->
                                nodes.computeIfPresent(
                                        name, (key, values) -> withoutPlace(values, from)));
        for (InputFiles.Used file : InputFiles.of(plan)) {
            nodes.computeIfPresent(
                    file.node(),
                    (key, values) -> {
                        Map<Object, Object> entry = new LinkedHashMap<>((Map<?, ?>) values);
                        entry.put(file.setting(), file.sha256());
                        return entry;
                    });
        }
        return nodes;
    }

    /** Replaces the file of another program by its digest. */
    private static Object withoutPlace(Object values, ForeignWeights from) {
        Map<Object, Object> entry = new LinkedHashMap<>((Map<?, ?>) values);
        Map<Object, Object> origin = new LinkedHashMap<>(from.setting());
        origin.remove("file");
        origin.remove("artefact");
        origin.put("sha256", from.sha256());
        from.adapter().ifPresent(adapter -> origin.put("adapter", adapter.sha256()));
        origin.put("name", from.name().substring(from.name().indexOf('!') + 1));
        entry.put("pretrained", origin);
        return entry;
    }
}
