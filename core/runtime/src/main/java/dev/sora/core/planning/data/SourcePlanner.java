// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.data;

import dev.sora.core.host.Finding.Found;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.ErrorPolicy;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.plan.SourcePlan;
import dev.sora.core.planning.settings.CoreSettings;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.PluginCalls;
import dev.sora.core.planning.settings.Section;
import dev.sora.core.planning.settings.SettingsChecker;
import dev.sora.core.planning.settings.TypeFinder;
import dev.sora.setting.Settings;
import dev.sora.source.DataSourceType;
import java.util.List;
import java.util.Optional;

/** Plans one data source: its type, its settings, and what happens with broken records. */
public final class SourcePlanner {

    static final String PART_NEEDS = "{fraction: 0.1}, or a source {type: …}";

    private static final List<String> COMMON = List.of("type", "on_error", "max_errors");

    private static final List<String> COMMON_OF_PARTS =
            List.of("type", "on_error", "max_errors", "fraction", "folds");

    private final TypeFinder types;
    private final SettingsChecker settings;
    private final PluginCalls calls;
    private final PlanProblems problems;

    public SourcePlanner(
            TypeFinder types, SettingsChecker settings, PluginCalls calls, PlanProblems problems) {
        this.types = types;
        this.settings = settings;
        this.calls = calls;
        this.problems = problems;
    }

    /**
     * Plans a source.
     *
     * @param part what it is the source of: {@code train}, {@code validation}, {@code test}, or a
     *     name that no split has
     * @param columns receives its columns, as far as they are known
     * @return empty if the source cannot be planned; the problems say why
     */
    public Optional<SourcePlan> plan(Section section, String part, DataColumns columns) {
        boolean splits = part.equals("validation") || part.equals("test");
        if (splits && section.values().isEmpty()) {
            problems.at(
                    section.path(),
                    ManifestCode.VALIDATION
                            .problem("%s is neither a fraction nor a source".formatted(part))
                            .needs(PART_NEEDS)
                            .have("an empty mapping")
                            .fix("write {fraction: 0.1}, or remove '%s'".formatted(part)));
            return Optional.empty();
        }
        int before = problems.count();
        Optional<Found> found = types.find(DataSourceType.KIND, section);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<String> common = splits ? COMMON_OF_PARTS : COMMON;
        DataSourceType type = (DataSourceType) found.get().type();
        Settings read = settings.read(section, common, type.descriptor().settings());
        if (problems.count() == before) {
            columns.find(part, section.path(), type, read, calls, found.get());
        }
        return Optional.of(
                new SourcePlan(
                        new ResolvedType<>(section.path(), type, found.get().plugin(), read),
                        errors(section)));
    }

    private ErrorPolicy errors(Section section) {
        Settings own = settings.own(section, CoreSettings.SOURCE);
        return own.find(CoreSettings.ON_ERROR).orElse("fail").equals("skip")
                ? new ErrorPolicy(true, own.find(CoreSettings.MAX_ERRORS).orElse(0L))
                : ErrorPolicy.FAIL;
    }
}
