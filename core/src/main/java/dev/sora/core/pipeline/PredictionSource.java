// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.host.Catalogue;
import dev.sora.core.host.PluginScope;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Planned;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.plugin.Kind;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import dev.sora.source.DataSourceType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        List<Column> wanted = new ArrayList<>();
        for (Node.Input input : plan.nodes(Node.Input.class)) {
            for (Setting<?> setting : input.planned().type().descriptor().settings()) {
                if (setting.type() instanceof SettingType.Column column) {
                    ColumnType type =
                            column.accepts().stream().sorted().findFirst().orElse(ColumnType.TEXT);
                    input.planned()
                            .settings()
                            .find(setting)
                            .ifPresent(name -> wanted.add(new Column((String) name, type)));
                }
            }
        }
        return wanted;
    }
}
