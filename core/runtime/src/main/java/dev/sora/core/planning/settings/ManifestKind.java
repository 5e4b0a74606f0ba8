// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.settings;

import dev.sora.combiner.CombinerType;
import dev.sora.engine.EngineType;
import dev.sora.metric.MetricType;
import dev.sora.optimiser.OptimiserType;
import dev.sora.optimiser.ScheduleType;
import dev.sora.order.OrderType;
import dev.sora.particle.InputType;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.Kind;
import dev.sora.procedure.ProcedureType;
import dev.sora.search.StrategyType;
import dev.sora.setting.Setting;
import dev.sora.source.DataSourceType;
import dev.sora.source.DerivationType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A kind of types that has a place in manifests.
 *
 * <p>{@link #ALL} is the only list of them: the schema, the reference, the messages about a type in
 * the wrong place, and the order of listings are derived from it. Types of other kinds are listed,
 * but no key of a manifest accepts them.
 *
 * @param kind the kind
 * @param title the heading of its types in the reference
 * @param remedy what to do with a type of this kind that is used elsewhere
 * @param isNode whether its types are nodes of the graph, in their own section
 * @param keys the keys of core that are allowed beside the settings of its types, without {@code
 *     type}
 */
public record ManifestKind(
        Kind kind, String title, String remedy, boolean isNode, List<Setting<?>> keys) {

    /** All kinds, in the order of listings; node kinds in the order in which they are read. */
    public static final List<ManifestKind> ALL =
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
                            CoreSettings.NODE,
                            CoreSettings.PRETRAINED),
                    node(
                            CombinerType.KIND,
                            "Combiners",
                            CoreSettings.FROM,
                            CoreSettings.FROZEN,
                            CoreSettings.LEARNING_RATE,
                            CoreSettings.SAME_AS,
                            CoreSettings.PACKAGE,
                            CoreSettings.NODE,
                            CoreSettings.PRETRAINED),
                    node(
                            OutputType.KIND,
                            "Output particles",
                            CoreSettings.FROM,
                            CoreSettings.LOSS_WEIGHT,
                            CoreSettings.METRICS,
                            CoreSettings.FROZEN,
                            CoreSettings.LEARNING_RATE,
                            CoreSettings.TIED),
                    other(OptimiserType.KIND, "Optimisers", "use it as 'training.optimiser'"),
                    other(ScheduleType.KIND, "Schedules", "use it as 'training.schedule'"),
                    other(
                            OrderType.KIND,
                            "Orders",
                            "use it as 'training.order'",
                            TrainingKeys.ORDER_OUTPUT),
                    other(
                            ProcedureType.KIND,
                            "Training procedures",
                            "use it as 'training.procedure'"),
                    other(
                            DataSourceType.KIND,
                            "Data sources",
                            "use it in 'data'",
                            CoreSettings.ON_ERROR,
                            CoreSettings.MAX_ERRORS),
                    other(DerivationType.KIND, "Derivations", "use it as 'data.derive'"),
                    other(EngineType.KIND, "Engines", "use it as 'engine'"),
                    other(
                            MetricType.KIND,
                            "Metrics",
                            "name it in the 'metrics' of an output",
                            CoreSettings.METRIC_NAME),
                    other(
                            StrategyType.KIND,
                            "Search strategies",
                            "use it as 'strategy' of a search"));

    /** The kinds whose types are nodes. */
    public static final List<ManifestKind> NODES =
            ALL.stream().filter(ManifestKind::isNode).toList();

    /** The order of kinds in listings: the order of the list, then all others by name. */
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

    /** Returns the entry of a kind; empty if manifests have no place for it. */
    public static Optional<ManifestKind> of(Kind kind) {
        return ALL.stream().filter(known -> known.kind.equals(kind)).findFirst();
    }

    /** Returns the keys of core that are allowed beside the settings of a kind's types. */
    public static List<Setting<?>> keys(Kind kind) {
        return of(kind).map(ManifestKind::keys).orElse(List.of());
    }

    /** Returns whether a key belongs to core in the sections of a kind. */
    public static boolean has(Kind kind, Setting<?> key) {
        return keys(kind).contains(key);
    }

    /** Returns the key of the manifest for the section of the nodes of this kind. */
    public String section() {
        return kind.name() + "s";
    }
}
