// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.schema;

import static dev.sora.core.schema.SettingSchema.map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sora.core.host.Catalogue;
import dev.sora.core.plan.CheckpointPlan;
import dev.sora.core.planning.settings.CoreSettings;
import dev.sora.core.planning.settings.ManifestKind;
import dev.sora.core.planning.settings.RunKeys;
import dev.sora.core.planning.settings.TrainingKeys;
import dev.sora.engine.EngineType;
import dev.sora.metric.MetricType;
import dev.sora.setting.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the JSON Schema (draft 2020-12) of manifests from the type descriptors of a catalogue. The
 * schema covers keys, types and values; names, columns and shapes are checked by the planner.
 */
public final class SchemaWriter {

    private static final List<String> NEEDED = List.of("manifest", "data", "inputs", "outputs");
    private static final String NODE_NAME = "^[A-Za-z][A-Za-z0-9_-]{0,63}$";
    private static final String SOURCE_NAME = "^\\s*[A-Za-z][A-Za-z0-9_-]{0,63}(\\[\\d+\\])?\\s*$";

    private final TypeSchema types;

    /** Creates a writer for the types of a catalogue. */
    public SchemaWriter(Catalogue catalogue) {
        types = new TypeSchema(catalogue);
    }

    /** Returns the schema as JSON. */
    public String write() {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(schema())
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists and scalars are always JSON", e);
        }
    }

    private Map<String, Object> schema() {
        Map<String, Object> schema = map("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Sora manifest");
        schema.put("type", "object");
        schema.put("properties", sections());
        schema.put("required", NEEDED);
        schema.put("additionalProperties", false);
        schema.put("$defs", definitions());
        return schema;
    }

    private Map<String, Object> sections() {
        Map<String, Object> version = map("const", 1);
        version.put("description", CoreSettings.VERSION.description());
        Map<String, Object> sections = map("manifest", version);
        sections.put("name", SettingSchema.of(CoreSettings.NAME));
        sections.put("seed", SettingSchema.of(CoreSettings.SEED));
        sections.put("card", SettingSchema.of(CoreSettings.CARD));
        sections.put("run", SettingSchema.of(RunKeys.RUN));
        sections.put("engine", reference("engine"));
        sections.put("data", data());
        for (ManifestKind node : ManifestKind.NODES) {
            boolean needed = NEEDED.contains(node.section());
            sections.put(node.section(), nodes(node.kind().name(), needed));
        }
        sections.put("training", training());
        return sections;
    }

    private static Map<String, Object> reference(String definition) {
        return map("$ref", "#/$defs/" + definition);
    }

    private static Map<String, Object> nodes(String definition, boolean needed) {
        Map<String, Object> nodes = map("type", needed ? "object" : List.of("object", "null"));
        if (needed) {
            nodes.put("minProperties", 1);
        }
        nodes.put("propertyNames", map("pattern", NODE_NAME));
        nodes.put("additionalProperties", reference(definition));
        return nodes;
    }

    private static Map<String, Object> data() {
        Map<String, Object> split = SettingSchema.group(CoreSettings.SPLIT);
        split.put(
                "anyOf",
                List.of(
                        map("required", List.of(CoreSettings.FRACTION.name())),
                        map("required", List.of(CoreSettings.HELD.name())),
                        map(
                                "required",
                                List.of(CoreSettings.FOLDS.name(), CoreSettings.FOLD.name())),
                        map(
                                "required",
                                List.of(CoreSettings.COLUMN.name(), CoreSettings.VALUES.name()))));
        Map<String, Object> part =
                map("anyOf", List.of(split, reference("source"), map("type", "null")));
        Map<String, Object> parts = map("train", reference("source"));
        parts.put("validation", part);
        parts.put("test", part);
        parts.put("derive", map("anyOf", List.of(reference("derivation"), map("type", "null"))));
        Map<String, Object> sample = SettingSchema.group(CoreSettings.SAMPLE);
        parts.put("sample", map("anyOf", List.of(sample, map("type", "null"))));
        Map<String, Object> tables = map("type", List.of("object", "null"));
        tables.put("propertyNames", map("pattern", NODE_NAME));
        tables.put("additionalProperties", reference("source"));
        parts.put("tables", tables);
        CoreSettings.DATA.forEach(s -> parts.put(s.name(), SettingSchema.of(s)));
        Map<String, Object> data = map("type", "object");
        data.put("properties", parts);
        data.put("required", List.of("train"));
        data.put("additionalProperties", false);
        return data;
    }

    private static Map<String, Object> training() {
        Map<String, Object> training = SettingSchema.group(TrainingKeys.TRAINING);
        training.put("type", List.of("object", "null"));
        Map<String, Object> properties = map("optimiser", reference("optimiser"));
        properties.put(
                "schedule", map("anyOf", List.of(reference("schedule"), map("type", "null"))));
        properties.put("order", map("anyOf", List.of(reference("order"), map("type", "null"))));
        properties.put(
                "procedure", map("anyOf", List.of(reference("procedure"), map("type", "null"))));
        Map<String, Object> optimisers = map("type", List.of("object", "null"));
        optimisers.put("description", "An optimiser of its own for parts of the procedure.");
        optimisers.put("additionalProperties", reference("optimiser"));
        properties.put("optimisers", optimisers);
        properties.putAll(SettingSchema.properties(TrainingKeys.TRAINING));
        training.put("properties", properties);
        Map<String, Object> every = map("every", map("pattern", CheckpointPlan.PATTERN));
        Map<String, Object> interval = map("checkpoint", map("properties", every));
        List<String> both = List.of("checkpoint", "checkpoints");
        training.put(
                "allOf", List.of(map("properties", interval), map("not", map("required", both))));
        return training;
    }

    private Map<String, Object> definitions() {
        Map<String, Object> variable = map("type", "string");
        variable.put("pattern", "\\$\\{[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\\}");
        variable.put("description", "An environment variable: ${NAME} or ${NAME:-default}.");
        Map<String, Object> definitions = map("variable", variable);
        for (ManifestKind known : ManifestKind.ALL) {
            definitions.put(known.kind().name(), definition(known));
        }
        return definitions;
    }

    private Map<String, Object> definition(ManifestKind known) {
        if (known.kind().equals(EngineType.KIND)) {
            return types.engine();
        }
        Map<String, Object> keys = new LinkedHashMap<>();
        for (Setting<?> key : known.keys()) {
            keys.put(
                    key.name(),
                    key.equals(CoreSettings.FROM)
                            ? from()
                            : key.equals(CoreSettings.METRICS) ? metrics() : SettingSchema.of(key));
        }
        boolean from = known.keys().contains(CoreSettings.FROM);
        return types.of(known.kind(), keys, from ? List.of(CoreSettings.FROM.name()) : List.of());
    }

    private static Map<String, Object> from() {
        Map<String, Object> name = map("type", "string");
        name.put("pattern", SOURCE_NAME);
        Map<String, Object> one = map("anyOf", List.of(name, SettingSchema.VARIABLE));
        Map<String, Object> list = map("type", "array");
        list.put("items", one);
        list.put("minItems", 1);
        Map<String, Object> from = new LinkedHashMap<>();
        from.put("description", CoreSettings.FROM.description());
        from.put("anyOf", List.of(name, SettingSchema.VARIABLE, list));
        return from;
    }

    private Map<String, Object> metrics() {
        Map<String, Object> name = types.type(MetricType.KIND, List.of());
        Map<String, Object> one = map("anyOf", List.of(name, reference("metric")));
        Map<String, Object> list = map("type", "array");
        list.put("items", one);
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("description", CoreSettings.METRICS.description());
        metrics.put("anyOf", List.of(name, reference("metric"), list));
        return metrics;
    }
}
