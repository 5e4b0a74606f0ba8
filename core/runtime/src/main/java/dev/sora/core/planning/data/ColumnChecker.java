// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.data;

import dev.sora.core.host.Catalogue;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.planning.graph.NodeDefinition;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.data.Column;
import dev.sora.data.ColumnRange;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks the columns that nodes name against the known columns of the data. */
public final class ColumnChecker {

    private final Map<String, Schema> schemas;
    private final PlanProblems problems;
    private Function<ColumnType, Optional<String>> readers = type -> Optional.empty();

    public ColumnChecker(Map<String, Schema> schemas, PlanProblems problems) {
        this.schemas = schemas;
        this.problems = problems;
    }

    /** Checks the columns of a node. The remedy names the types that can read the column. */
    public void check(NodeDefinition draft, Catalogue catalogue) {
        readers = type -> ColumnReaders.remedy(catalogue, draft.kind(), type);
        draft.found()
                .ifPresent(
                        found ->
                                check(
                                        draft.path(),
                                        found.type().descriptor().settings(),
                                        draft.settings()));
    }

    /** Checks the columns that the settings of a type name. */
    void check(ResolvedType<?> planned) {
        check(planned.path(), planned.type().descriptor().settings(), planned.settings());
    }

    private void check(String path, List<Setting<?>> described, Settings settings) {
        for (Setting<?> setting : described) {
            Object value = settings.asMap().get(setting.name());
            if (value != null) {
                check(path + "." + setting.name(), setting.type(), value);
            }
        }
    }

    private void check(String path, SettingType type, Object value) {
        if (type instanceof SettingType.Column column && value instanceof String name) {
            ColumnRange.expand(name).forEach(one -> checkColumn(path, one, column.accepts()));
        } else if (type instanceof SettingType.ListOf list && value instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                check(path + "[" + i + "]", list.element(), items.get(i));
            }
        } else if (type instanceof SettingType.MapOf map && value instanceof Map<?, ?> entries) {
            entries.forEach((key, inner) -> check(path + "." + key, map.element(), inner));
        } else if (type instanceof SettingType.Group group && value instanceof Settings inner) {
            check(path, group.settings(), inner);
        }
    }

    void checkColumn(String path, String name, Set<ColumnType> accepts) {
        for (String part : DataPlanner.PARTS) {
            Schema schema = schemas.get(part);
            if (schema != null && !fits(path, name, accepts, part, schema)) {
                return;
            }
        }
    }

    /**
     * Checks a column of a table beside the records.
     *
     * @param part where the table is in the data, such as {@code tables.links}
     */
    void checkColumn(String path, String name, Set<ColumnType> accepts, String part) {
        Schema schema = schemas.get(part);
        if (schema != null) {
            fits(path, name, accepts, part, schema);
        }
    }

    /** Checks one split of the data. If several splits lack a column, the first is named. */
    private boolean fits(
            String path, String name, Set<ColumnType> accepts, String part, Schema schema) {
        Optional<Column> column = schema.column(name);
        if (column.isEmpty()) {
            List<String> names = schema.columns().stream().map(Column::name).toList();
            problems.at(
                    path,
                    ManifestCode.COLUMN_MISSING
                            .problem("the data has no column '%s'".formatted(name))
                            .have("data.%s: %s".formatted(part, String.join(", ", names)))
                            .fix(missing(part, names, name)));
            return false;
        }
        if (!accepts.isEmpty() && !accepts.contains(column.get().type())) {
            problems.at(
                    path,
                    ManifestCode.COLUMN_TYPE
                            .problem("the column '%s' is of another type".formatted(name))
                            .needs(
                                    "a column of type "
                                            + accepts.stream()
                                                    .map(ColumnChecker::word)
                                                    .sorted()
                                                    .collect(Collectors.joining(" or ")))
                            .have("%s in data.%s".formatted(word(column.get().type()), part))
                            .fix(others(schema, accepts, column.get().type())));
            return false;
        }
        return true;
    }

    private String missing(String part, List<String> names, String name) {
        Optional<String> range = ColumnRange.remedy(names, name);
        if (range.isPresent()) {
            return range.get();
        }
        Schema train = schemas.get("train");
        if (!part.equals("train") && train != null && train.column(name).isPresent()) {
            // a column that only this split has would be missing in training
            return "give data.%s a column '%s' as data.train has, or use one that both have"
                    .formatted(part, name);
        }
        return names.isEmpty()
                ? "check the source: it has no columns"
                : problems.didYouMean(name, names, "name one of these columns");
    }

    private String others(Schema schema, Set<ColumnType> accepts, ColumnType type) {
        List<String> fitting =
                schema.columns().stream()
                        .filter(c -> accepts.contains(c.type()))
                        .map(Column::name)
                        .toList();
        Optional<String> reader = readers.apply(type);
        if (fitting.isEmpty()) {
            return reader.orElse("name a column of such a type");
        }
        String named = "name one of: " + String.join(", ", fitting);
        return reader.map(remedy -> remedy + ", or " + named).orElse(named);
    }

    private static String word(ColumnType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
