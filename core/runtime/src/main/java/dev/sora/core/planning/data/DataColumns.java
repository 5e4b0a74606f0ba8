// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.data;

import dev.sora.core.host.Finding.Found;
import dev.sora.core.planning.settings.PluginCalls;
import dev.sora.data.Column;
import dev.sora.data.Schema;
import dev.sora.data.TextForm;
import dev.sora.problem.DataException;
import dev.sora.setting.Settings;
import dev.sora.source.DataSourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the columns of the data before it is read: from settings, or from the beginning of files.
 */
public final class DataColumns {

    private final boolean look;
    private final Map<String, Schema> schemas = new LinkedHashMap<>();
    private final List<String> unknown = new ArrayList<>();

    /**
     * Creates an instance without known columns.
     *
     * @param look whether to read the beginning of files where the settings do not determine the
     *     columns
     */
    public DataColumns(boolean look) {
        this.look = look;
    }

    /** Returns the known columns of each split. */
    Map<String, Schema> schemas() {
        return schemas;
    }

    /** Returns the splits whose columns could not be found, with the reason. */
    List<String> unknown() {
        return List.copyOf(unknown);
    }

    /** Finds the columns of one split. */
    void find(
            String part,
            String path,
            DataSourceType type,
            Settings settings,
            PluginCalls calls,
            Found found) {
        Optional<Optional<Schema>> told = calls.call(found, path, () -> type.schema(settings));
        if (told.isEmpty()) {
            return;
        }
        Optional<Schema> schema = told.get();
        String reason = "they are known once it is read";
        if (schema.isEmpty() && look) {
            try {
                schema = peek(path, type, settings, calls, found);
            } catch (DataException e) {
                reason = e.problems().get(0).message() + " (" + e.problems().get(0).where() + ")";
            }
        }
        schema.ifPresent(columns -> schemas.put(part, named(columns)));
        if (schema.isEmpty()) {
            unknown.add("the columns of %s: %s".formatted(path, reason));
        }
    }

    /**
     * Returns the columns at the beginning of the data.
     *
     * @throws DataException if the data cannot be opened, which is not a problem of the manifest:
     *     training reports it if it persists
     */
    private static Optional<Schema> peek(
            String path, DataSourceType type, Settings settings, PluginCalls calls, Found found) {
        DataException[] failed = new DataException[1];
        Optional<Optional<Schema>> seen =
                calls.call(
                        found,
                        path,
                        () -> {
                            try {
                                return type.peek(settings);
                            } catch (DataException e) {
                                failed[0] = e;
                                return Optional.empty();
                            }
                        });
        if (failed[0] != null) {
            throw failed[0];
        }
        return seen.flatMap(columns -> columns);
    }

    /** Converts column names to the form in which they are compared, as for records. */
    private static Schema named(Schema schema) {
        List<Column> columns =
                schema.columns().stream()
                        .map(c -> Column.of(TextForm.nameOf(c.name()), c.type()))
                        .toList();
        // equal names are refused when the data is opened, where the message can show them
        return columns.stream().map(Column::name).distinct().count() < columns.size()
                ? schema
                : new Schema(columns);
    }
}
