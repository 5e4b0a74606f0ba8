// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import dev.sora.core.Sora.NodeInfo;
import dev.sora.core.io.JsonTree;
import dev.sora.serving.drift.DriftWatch;
import dev.sora.serving.models.ModelState;
import dev.sora.serving.models.ServedVersion;
import dev.sora.serving.models.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Describes models to clients, without any path of the server. */
public final class Descriptions {

    private Descriptions() {}

    /** Returns the metadata of the Open Inference Protocol. */
    public static Map<String, Object> metadata(ModelState state, ServedVersion version) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", state.name());
        tree.put("versions", List.copyOf(state.versions().keySet()));
        tree.put("platform", "sora");
        tree.put("inputs", inputs(version.signature()));
        tree.put("outputs", outputs(version.signature()));
        if (version.signature().answer().isEmpty()) {
            tree.put("parameters", Map.of("known", false));
        }
        return tree;
    }

    private static List<Object> inputs(Signature signature) {
        List<Object> inputs = new ArrayList<>();
        signature
                .columns()
                .forEach(
                        (name, type) -> {
                            Map<String, Object> input = new LinkedHashMap<>();
                            input.put("name", name);
                            input.put("datatype", Datatype.of(type).name());
                            boolean several =
                                    type.map(
                                                    each ->
                                                            switch (each) {
                                                                case VECTOR, IDENTIFIERS, TEXTS ->
                                                                        true;
                                                                default -> false;
                                                            })
                                            .orElse(false);
                            input.put("shape", several ? List.of(-1L, -1L) : List.of(-1L));
                            inputs.add(input);
                        });
        return inputs;
    }

    /** Returns the tensors that {@code infer} returns; none if no answer has shown them. */
    private static List<Map<String, Object>> outputs(Signature signature) {
        return signature.answer().map(OutputTensors::described).orElse(List.of());
    }

    /** Returns what the page shows of a version: columns, outputs, particles and metrics. */
    public static Map<String, Object> page(ModelState state, ServedVersion version) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", state.name());
        tree.put("version", version.version());
        tree.put("versions", List.copyOf(state.versions().keySet()));
        tree.put("default", state.preferred().version());
        tree.put("aliases", state.rules().aliases());
        tree.put("opened", version.opened().toString());
        tree.put("columns", columns(version.signature()));
        tree.put("outputs", version.signature().outputs());
        tree.put("generating", version.signature().generating());
        tree.put("particles", particles(version));
        Map<String, Object> metrics = new LinkedHashMap<>();
        version.model()
                .inspection()
                .metrics()
                .forEach((key, value) -> metrics.put(key.toString(), value));
        tree.put("metrics", metrics);
        version.drift().ifPresent(watch -> tree.put("drift", drift(watch)));
        tree.put("card", JsonTree.of(version.model().inspection().card()));
        return tree;
    }

    private static Map<String, Object> drift(DriftWatch watch) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (!watch.isKnown()) {
            tree.put("known", false);
            tree.put("reason", "the package holds no distributions of its training data");
            return tree;
        }
        tree.put("known", true);
        tree.put("records", watch.records());
        tree.put("needed", (long) watch.needed());
        List<Object> indices = new ArrayList<>();
        for (DriftWatch.Index each : watch.indices()) {
            Map<String, Object> index = new LinkedHashMap<>();
            index.put("part", each.part());
            index.put("name", each.name());
            index.put("field", each.field());
            index.put("psi", each.index());
            indices.add(index);
        }
        tree.put("indices", indices);
        return tree;
    }

    private static List<Object> columns(Signature signature) {
        List<Object> columns = new ArrayList<>();
        signature
                .columns()
                .forEach(
                        (name, type) ->
                                columns.add(
                                        Map.of(
                                                "name",
                                                name,
                                                "type",
                                                type.map(each -> each.name())
                                                        .orElse("ANY")
                                                        .toLowerCase(Locale.ROOT))));
        return columns;
    }

    private static List<Object> particles(ServedVersion version) {
        List<Object> nodes = new ArrayList<>();
        for (NodeInfo node : version.model().inspection().nodes()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("name", node.name());
            tree.put("kind", node.kind());
            tree.put("type", node.type());
            tree.put("count", node.count());
            tree.put("from", node.from());
            tree.put("shape", node.shape());
            tree.put("parameters", node.parameters());
            nodes.add(tree);
        }
        return nodes;
    }
}
