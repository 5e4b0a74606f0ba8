// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.host.TypeReference;
import dev.sora.core.plan.DataPlan;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Node.NamedMetric;
import dev.sora.core.plan.NodeKeys;
import dev.sora.core.plan.OrderPlan;
import dev.sora.core.plan.PlainValue;
import dev.sora.core.plan.PlannedProcedure;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.plan.Source;
import dev.sora.core.plan.SourcePlan;
import dev.sora.core.plan.TrainingPlan;
import dev.sora.core.plan.TrainingPlan.EarlyStopping;
import dev.sora.core.planning.data.SplitPlanner;
import dev.sora.core.planning.settings.CoreSettings;
import dev.sora.core.planning.settings.ManifestKind;
import dev.sora.core.planning.settings.Section;
import dev.sora.core.planning.settings.TrainingKeys;
import dev.sora.setting.Settings;
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
    private final Map<String, Object> tree = new LinkedHashMap<>();

    private ResolvedTree(Section manifest) {
        this.manifest = manifest;
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
        resolved.tree.put("training", resolved.training(training));
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
            add(engine, planned.settings());
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
        data.derive()
                .ifPresent(
                        d ->
                                parts.put(
                                        "derive",
                                        typed(
                                                d.planned(),
                                                typeText(d.planned().path(), d.planned()))));
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
        Map<String, Object> entry = typed(planned, typeText(planned.path(), planned));
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
            entry.put(
                    "type",
                    named
                            ? typeText(node.planned().path(), node.planned())
                            : node.planned().qualifiedName());
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
            add(entry, node.planned().settings());
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
                        : withoutArgument(
                                String.valueOf(typeText(planned.path(), planned)), metric.name());
        entry.put("type", type);
        if (!metric.name().equals(planned.type().descriptor().name())) {
            entry.put("name", metric.name());
        }
        add(entry, planned.settings());
        return entry.size() == 1 ? type : entry;
    }

    private Map<String, Object> training(TrainingPlan training) {
        Map<String, Object> entry = new LinkedHashMap<>();
        ResolvedType<?> optimiser = training.optimiser();
        entry.put("optimiser", typed(optimiser, typeText(optimiser.path(), optimiser)));
        training.schedule().ifPresent(s -> entry.put("schedule", typed(s, typeText(s.path(), s))));
        training.batches().order().ifPresent(order -> entry.put("order", order(order)));
        training.procedure().ifPresent(p -> addProcedure(p, entry));
        entry.put(TrainingKeys.EPOCHS.name(), (long) training.epochs());
        entry.put(TrainingKeys.BATCH_SIZE.name(), (long) training.batches().size());
        entry.put(
                TrainingKeys.EVALUATION_BATCH_SIZE.name(),
                (long) training.batches().evaluationSize());
        entry.put(TrainingKeys.SHUFFLE.name(), training.batches().shuffle());
        entry.put(TrainingKeys.GROUP_BY_LENGTH.name(), training.batches().groupByLength());
        training.clipNorm().ifPresent(norm -> entry.put(TrainingKeys.CLIP_NORM.name(), norm));
        training.average()
                .ifPresent(
                        decay ->
                                entry.put(
                                        TrainingKeys.AVERAGE.name(),
                                        Map.of(TrainingKeys.DECAY.name(), decay)));
        training.earlyStopping()
                .ifPresent(s -> entry.put(TrainingKeys.EARLY_STOPPING.name(), stopping(s)));
        entry.put(TrainingKeys.DROP_LAST.name(), training.batches().dropLast());
        Map<String, Object> checkpoint = new LinkedHashMap<>();
        checkpoint.put(TrainingKeys.EVERY.name(), training.checkpoint().text());
        checkpoint.put(TrainingKeys.KEEP.name(), (long) training.checkpoint().keep());
        entry.put(TrainingKeys.CHECKPOINT.name(), checkpoint);
        return entry;
    }

    private Map<String, Object> order(OrderPlan order) {
        ResolvedType<?> planned = order.planned();
        Map<String, Object> entry = typed(planned, typeText(planned.path(), planned));
        order.output().ifPresent(name -> entry.put(TrainingKeys.ORDER_OUTPUT.name(), name));
        return entry;
    }

    private void addProcedure(PlannedProcedure procedure, Map<String, Object> entry) {
        ResolvedType<?> planned = procedure.planned();
        entry.put("procedure", typed(planned, typeText(planned.path(), planned)));
        Map<String, Object> own = new LinkedHashMap<>();
        procedure
                .optimisers()
                .forEach(
                        (part, optimiser) -> {
                            if (optimiser.path().startsWith("training.optimisers.")) {
                                own.put(
                                        part,
                                        typed(optimiser, typeText(optimiser.path(), optimiser)));
                            }
                        });
        if (!own.isEmpty()) {
            entry.put("optimisers", own);
        }
    }

    private static Map<String, Object> stopping(EarlyStopping stopping) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put(TrainingKeys.MONITOR.name(), stopping.monitor());
        entry.put(TrainingKeys.PATIENCE.name(), (long) stopping.patience());
        entry.put(TrainingKeys.MIN_DELTA.name(), stopping.minDelta());
        entry.put(TrainingKeys.RESTORE_BEST.name(), stopping.restoreBest());
        return entry;
    }

    private static Map<String, Object> typed(ResolvedType<?> planned, Object type) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("type", type);
        add(entry, planned.settings());
        return entry;
    }

    private static void add(Map<String, Object> entry, Settings settings) {
        settings.asMap().forEach((name, value) -> entry.putIfAbsent(name, PlainValue.of(value)));
    }

    /** Returns the type as the manifest names it; its own name if the manifest does not name it. */
    private Object typeText(String path, ResolvedType<?> planned) {
        Object at = manifest.values();
        for (String step : path.split("[.\\[]")) {
            if (at instanceof Map<?, ?> map) {
                at = map.get(step);
            } else if (at instanceof List<?> list && step.endsWith("]")) {
                at = list.get(Integer.parseInt(step.substring(0, step.length() - 1)));
            }
        }
        if (at instanceof Map<?, ?> map) {
            at = map.get("type");
        }
        return at instanceof String ? at : planned.type().descriptor().name();
    }

    @SuppressWarnings("unchecked") // sections have been checked to be mappings with string keys
    private Map<String, Object> given(String section) {
        Object value = manifest.values().get(section);
        return value instanceof Map ? (Map<String, Object>) value : Map.of();
    }
}
