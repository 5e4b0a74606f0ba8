// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.host.TypeReference;
import dev.sora.core.plan.DataPlan;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Node.NamedMetric;
import dev.sora.core.plan.NodeKeys;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.plan.Source;
import dev.sora.core.plan.SourcePlan;
import dev.sora.core.plan.TrainingPlan;
import dev.sora.core.planning.data.SplitPlanner;
import dev.sora.core.planning.settings.CoreSettings;
import dev.sora.core.planning.settings.ManifestKind;
import dev.sora.core.planning.settings.Section;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Converts a plan back to the tree of a manifest with all defaults filled in. Paths are absolute,
 * so the tree does not depend on the folder in which it is read.
 */
final class ResolvedTree {

    private final Section manifest;
    private final ResolvedTypes types;
    private final Map<String, Object> tree = new LinkedHashMap<>();

    private ResolvedTree(Section manifest) {
        this.manifest = manifest;
        this.types = new ResolvedTypes(manifest);
    }

    static Map<String, Object> of(
            Section manifest,
            String name,
            long seed,
            ResolvedType<?> engine,
            DataPlan data,
            Map<String, Node> nodes,
            Map<String, NodeKeys> keys,
            TrainingPlan training) {
        ResolvedTree resolved = new ResolvedTree(manifest);
        resolved.tree.put("manifest", 1L);
        resolved.tree.put("name", name);
        resolved.tree.put("seed", seed);
        if (!resolved.given("card").isEmpty()) {
            resolved.tree.put("card", resolved.given("card"));
        }
        resolved.tree.put("engine", resolved.engine(engine));
        resolved.tree.put("data", resolved.data(data));
        for (ManifestKind kind : ManifestKind.NODES) {
            String section = kind.section();
            Map<String, Object> own = resolved.nodes(section, nodes, keys);
            if (!own.isEmpty()) {
                resolved.tree.put(section, own);
            }
        }
        resolved.tree.put("training", ResolvedTraining.tree(training, resolved.types));
        return Collections.unmodifiableMap(resolved.tree);
    }

    private Map<String, Object> engine(ResolvedType<?> planned) {
        Map<String, Object> given = given("engine");
        Object type = given.getOrDefault("type", EnginePlanner.AUTO);
        Map<String, Object> engine = new LinkedHashMap<>();
        engine.put("type", type);
        boolean named =
                TypeReference.parse(String.valueOf(type))
                        .filter(t -> t.name().equals(planned.type().descriptor().name()))
                        .isPresent();
        if (!named) {
            // chosen for this machine: its defaults may be unknown to the engine chosen elsewhere
            given.forEach(engine::putIfAbsent);
        } else {
            ResolvedTypes.add(engine, planned.settings());
        }
        return engine;
    }

    private Map<String, Object> data(DataPlan data) {
        Map<String, Object> parts = new LinkedHashMap<>();
        data.train().ifPresent(source -> parts.put("train", source(source)));
        data.validation().ifPresent(source -> parts.put("validation", source(source)));
        boolean divided = data.derive().flatMap(d -> d.derivation().parts()).isPresent();
        data.validationSplit()
                .filter(s -> !divided)
                .ifPresent(s -> parts.put("validation", SplitPlanner.tree(s)));
        data.test().ifPresent(source -> parts.put("test", source(source)));
        data.testSplit()
                .filter(s -> !divided)
                .ifPresent(s -> parts.put("test", SplitPlanner.tree(s)));
        data.derive().ifPresent(d -> parts.put("derive", types.tree(d.planned())));
        data.sample()
                .ifPresent(
                        sample -> {
                            Map<String, Object> entry = new LinkedHashMap<>();
                            entry.put(CoreSettings.EACH.name(), sample.each());
                            entry.put(CoreSettings.SAMPLED_BY.name(), sample.column());
                            parts.put("sample", entry);
                        });
        if (!data.tables().isEmpty()) {
            Map<String, Object> tables = new LinkedHashMap<>();
            data.tables().forEach((name, source) -> tables.put(name, source(source)));
            parts.put("tables", tables);
        }
        data.memory().ifPresent(memory -> parts.put(CoreSettings.MEMORY.name(), memory));
        parts.put(CoreSettings.UNICODE.name(), data.unicode().name().toLowerCase(Locale.ROOT));
        return parts;
    }

    private Map<String, Object> source(SourcePlan source) {
        ResolvedType<?> planned = source.planned();
        Map<String, Object> entry = types.tree(planned);
        entry.put(CoreSettings.ON_ERROR.name(), source.errors().skip() ? "skip" : "fail");
        if (source.errors().skip()) {
            entry.put(CoreSettings.MAX_ERRORS.name(), source.errors().most());
        }
        return entry;
    }

    private Map<String, Object> nodes(
            String section, Map<String, Node> nodes, Map<String, NodeKeys> keys) {
        Map<String, Object> own = new LinkedHashMap<>();
        // in the order of the manifest, which may differ from that of the signals
        for (String name : given(section).keySet()) {
            Node node = nodes.get(name);
            Map<String, Object> entry = new LinkedHashMap<>();
            NodeKeys said = keys.get(name);
            boolean named =
                    given(section).get(name) instanceof Map<?, ?> m && m.containsKey("type");
            entry.put("type", named ? types.text(node.planned()) : node.planned().qualifiedName());
            if (!node.from().isEmpty()) {
                List<String> from = node.from().stream().map(Source::toString).toList();
                entry.put("from", from.size() == 1 ? from.get(0) : from);
            }
            if (node instanceof Node.Core) {
                entry.put("count", (long) node.count());
            }
            if (node instanceof Node.Output output) {
                entry.put("loss_weight", output.lossWeight());
                entry.put("metrics", output.metrics().stream().map(this::metric).toList());
            }
            add(entry, said);
            ResolvedTypes.add(entry, node.planned().settings());
            own.put(name, entry);
        }
        return own;
    }

    /** Adds the keys that differ from their defaults. */
    private static void add(Map<String, Object> entry, NodeKeys keys) {
        if (keys.frozen()) {
            entry.put(CoreSettings.FROZEN.name(), true);
        }
        if (keys.learningRate() != 1) {
            entry.put(CoreSettings.LEARNING_RATE.name(), keys.learningRate());
        }
        keys.sameAs().ifPresent(owner -> entry.put(CoreSettings.SAME_AS.name(), owner));
        if (!keys.tied().isEmpty()) {
            Map<String, String> tied = new TreeMap<>();
            keys.tied().forEach((own, other) -> tied.put(own, other.toString()));
            entry.put(CoreSettings.TIED.name(), tied);
        }
        keys.taken()
                .ifPresent(
                        taken -> {
                            entry.put(CoreSettings.PACKAGE.name(), taken.file().toString());
                            entry.put(CoreSettings.NODE.name(), taken.node());
                        });
        keys.foreign().ifPresent(f -> entry.put(CoreSettings.PRETRAINED.name(), f.setting()));
    }

    /**
     * Returns {@code hit} for {@code hit@10}: the argument is written as the setting that it is.
     */
    private static String withoutArgument(String type, String name) {
        int at = name.indexOf('@');
        return at >= 0 && type.endsWith(name)
                ? type.substring(0, type.length() - name.length() + at)
                : type;
    }

    private Object metric(NamedMetric metric) {
        ResolvedType<?> planned = metric.planned();
        Map<String, Object> entry = new LinkedHashMap<>();
        boolean byDefault = !planned.path().contains(".metrics");
        Object type =
                byDefault
                        ? planned.qualifiedName()
                        : withoutArgument(String.valueOf(types.text(planned)), metric.name());
        entry.put("type", type);
        if (!metric.name().equals(planned.type().descriptor().name())) {
            entry.put("name", metric.name());
        }
        ResolvedTypes.add(entry, planned.settings());
        return entry.size() == 1 ? type : entry;
    }

    @SuppressWarnings("unchecked") // sections have been checked to be mappings with string keys
    private Map<String, Object> given(String section) {
        Object value = manifest.values().get(section);
        return value instanceof Map ? (Map<String, Object>) value : Map.of();
    }
}
