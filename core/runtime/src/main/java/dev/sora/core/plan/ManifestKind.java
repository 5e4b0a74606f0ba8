// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.combiner.CombinerType;
import dev.sora.engine.EngineType;
import dev.sora.metric.MetricType;
import dev.sora.optimiser.OptimiserType;
import dev.sora.optimiser.ScheduleType;
import dev.sora.particle.InputType;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.Kind;
import dev.sora.setting.Setting;
import dev.sora.source.DataSourceType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A kind of types that manifests have a place for.
 *
 * <p>{@link #ALL} is the one list of them: the schema, the reference, the messages about a type in
 * the wrong place and the order of listings follow from it. Types of another kind are listed, and
 * no key of a manifest takes them.
 *
 * @param kind the kind
 * @param title the heading of its types in the reference
 * @param remedy what to do with a type of this kind that stands elsewhere
 * @param isNode whether its types make nodes of the graph, in a section of their own
 * @param keys the keys of core's own that stand beside the settings of its types, without {@code
 *     type}
 */
public record ManifestKind(
        Kind kind, String title, String remedy, boolean isNode, List<Setting<?>> keys) {

    /** All of them, in the order in which they are listed; nodes in that in which they are read. */
    static final List<ManifestKind> ALL =
            List.of(
                    node(
                            InputType.KIND,
                            "Input particles",
                            CoreSettings.PACKAGE,
                            CoreSettings.NODE),
                    node(
                            ParticleType.KIND,
                            "Particles",
                            CoreSettings.FROM,
                            CoreSettings.COUNT,
                            CoreSettings.FROZEN,
                            CoreSettings.LEARNING_RATE,
                            CoreSettings.SAME_AS,
                            CoreSettings.PACKAGE,
                            CoreSettings.NODE),
                    node(
                            CombinerType.KIND,
                            "Combiners",
                            CoreSettings.FROM,
                            CoreSettings.FROZEN,
                            CoreSettings.LEARNING_RATE,
                            CoreSettings.SAME_AS,
                            CoreSettings.PACKAGE,
                            CoreSettings.NODE),
                    node(
                            OutputType.KIND,
                            "Output particles",
                            CoreSettings.FROM,
                            CoreSettings.LOSS_WEIGHT,
                            CoreSettings.METRICS,
                            CoreSettings.FROZEN,
                            CoreSettings.LEARNING_RATE),
                    other(OptimiserType.KIND, "Optimisers", "use it as 'training.optimiser'"),
                    other(ScheduleType.KIND, "Schedules", "use it as 'training.schedule'"),
                    other(
                            DataSourceType.KIND,
                            "Data sources",
                            "use it in 'data'",
                            CoreSettings.ON_ERROR,
                            CoreSettings.MAX_ERRORS),
                    other(EngineType.KIND, "Engines", "use it as 'engine'"),
                    other(
                            MetricType.KIND,
                            "Metrics",
                            "name it in the 'metrics' of an output",
                            CoreSettings.METRIC_NAME));

    /** Those whose types make nodes. */
    static final List<ManifestKind> NODES = ALL.stream().filter(ManifestKind::isNode).toList();

    /** The order of kinds in listings: that of the list, then all others by name. */
    public static final Comparator<Kind> ORDER =
            Comparator.<Kind>comparingInt(ManifestKind::place)
                    .thenComparing(Kind::name)
                    .thenComparing(kind -> kind.type().getName());

    private static ManifestKind node(Kind kind, String title, Setting<?>... keys) {
        String remedy = "move it to '%ss'".formatted(kind.name());
        return new ManifestKind(kind, title, remedy, true, List.of(keys));
    }

    private static ManifestKind other(Kind kind, String title, String remedy, Setting<?>... keys) {
        return new ManifestKind(kind, title, remedy, false, List.of(keys));
    }

    private static int place(Kind kind) {
        for (int i = 0; i < ALL.size(); i++) {
            if (ALL.get(i).kind.equals(kind)) {
                return i;
            }
        }
        return ALL.size();
    }

    /** Returns what is known of a kind, or nothing if manifests have no place for it. */
    static Optional<ManifestKind> of(Kind kind) {
        return ALL.stream().filter(known -> known.kind.equals(kind)).findFirst();
    }

    /** Returns the keys of core's own that stand beside the settings of a kind's types. */
    static List<Setting<?>> keys(Kind kind) {
        return of(kind).map(ManifestKind::keys).orElse(List.of());
    }

    /** Returns whether a key is core's own in the sections of a kind. */
    static boolean has(Kind kind, Setting<?> key) {
        return keys(kind).contains(key);
    }

    /** Returns the key of the manifest under which the nodes of this kind stand. */
    String section() {
        return kind.name() + "s";
    }
}
