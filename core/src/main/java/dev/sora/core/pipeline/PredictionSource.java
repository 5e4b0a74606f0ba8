// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.host.Catalogue;
import dev.sora.core.host.PluginScope;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Planned;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.plugin.Kind;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.setting.Settings;
import dev.sora.source.DataSourceType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the data source that can read what a person wants predictions for. */
public final class PredictionSource {

    private PredictionSource() {}

    /**
     * Asks every data source at hand.
     *
     * @throws DataException if there is no such file, or nobody can read it
     */
    public static Planned<DataSourceType> of(Catalogue catalogue, Plan plan, Path input) {
        if (!Files.exists(input)) {
            throw new DataException(
                    Problem.of("SORA-4497", "there is nothing to predict for")
                            .where(input.toString())
                            .have("no such file or folder"));
        }
        List<Column> wanted = wanted(plan);
        for (Catalogue.Entry entry : catalogue.types(Kind.SOURCE)) {
            DataSourceType type = (DataSourceType) entry.type();
            try (PluginScope scope = new PluginScope(entry.plugin().loader())) {
                Optional<Map<String, Object>> raw = type.settingsFor(input, wanted);
                if (raw.isPresent()) {
                    return new Planned<>(
                            "input",
                            type,
                            entry.plugin(),
                            Settings.of(type.descriptor().settings(), raw.get()));
                }
            }
        }
        throw new DataException(
                Problem.of("SORA-4498", "no installed data source can read this for the pipeline")
                        .where(input.toString())
                        .needs("columns " + wanted)
                        .fix("give a file of the kind the pipeline was trained on"));
    }

    /** The columns that the inputs read; the first type that each accepts. */
    private static List<Column> wanted(Plan plan) {
        Map<String, Column> wanted = new LinkedHashMap<>();
        for (Node.Input input : plan.nodes(Node.Input.class)) {
            InputColumns.of(input.planned())
                    .forEach(
                            (name, accepts) ->
                                    wanted.putIfAbsent(name, new Column(name, first(accepts))));
        }
        return List.copyOf(wanted.values());
    }

    private static ColumnType first(Set<ColumnType> accepts) {
        return accepts.stream().sorted().findFirst().orElse(ColumnType.TEXT);
    }
}
