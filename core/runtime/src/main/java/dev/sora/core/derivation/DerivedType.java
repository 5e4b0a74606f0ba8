// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.derivation;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginScope;
import dev.sora.core.plan.DataPlan;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.plan.SourcePlan;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.DerivationUse;
import dev.sora.source.TrainedOn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A type of sources whose records are derived from the rows of another type, with the settings of
 * that type. Data that is still arriving is not read: a derivation may need the end.
 *
 * @param rows the type of the rows
 * @param plugin the plugin that offers the type of the rows
 * @param derivation derives the records
 * @param use what the records are for
 */
public record DerivedType(
        DataSourceType rows, OfferedPlugin plugin, DataPlan.Derived derivation, DerivationUse use)
        implements DataSourceType {

    /** Returns a type of derived records; of one that derives them already, for another use. */
    public static DataSourceType of(
            DataPlan.Derived derivation,
            DataSourceType rows,
            OfferedPlugin plugin,
            DerivationUse use) {
        DataSourceType own = rows instanceof DerivedType derived ? derived.rows() : rows;
        return new DerivedType(own, plugin, derivation, use);
    }

    /** Returns a source of records that are derived from the rows of another. */
    public static ResolvedType<DataSourceType> of(
            DataPlan.Derived derivation, ResolvedType<DataSourceType> rows, DerivationUse use) {
        return new ResolvedType<>(
                rows.path(),
                of(derivation, rows.type(), rows.plugin(), use),
                rows.plugin(),
                rows.settings());
    }

    /**
     * Returns a source of records that are derived from the rows of another, or that source itself.
     */
    public static SourcePlan of(
            Optional<DataPlan.Derived> derivation, SourcePlan rows, DerivationUse use) {
        return derivation
                .map(found -> new SourcePlan(of(found, rows.planned(), use), rows.errors()))
                .orElse(rows);
    }

    @Override
    public TypeDescriptor descriptor() {
        return rows.descriptor();
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return rows.schema(settings).map(this::derived);
    }

    @Override
    public Optional<Schema> peek(Settings settings) {
        return rows.peek(settings).map(this::derived);
    }

    private Schema derived(Schema schema) {
        return call(() -> derivation.derivation().schema(ColumnNames.of(schema)));
    }

    @Override
    public DataSource open(Settings settings) {
        DataSource open = rows.open(settings);
        try {
            DataSource scoped = new ScopedRows(open, plugin.loader());
            return new DerivedSource(
                    this, call(() -> derivation.derivation().derive(scoped, use)), open);
        } catch (RuntimeException | Error e) {
            open.close();
            throw e;
        }
    }

    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, List<Column> wanted) {
        return rows.settingsFor(input, wanted());
    }

    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, TrainedOn trained) {
        return rows.settingsFor(input, new TrainedOn(trained.settings(), wanted(), Set.of()));
    }

    /** Returns the columns of the rows that the derivation reads. */
    List<Column> wanted() {
        List<Column> wanted = new ArrayList<>();
        InputColumns.of(derivation.planned())
                .forEach(
                        (name, accepts) ->
                                wanted.add(
                                        Column.of(
                                                name,
                                                accepts.contains(ColumnType.NUMBER)
                                                        ? ColumnType.NUMBER
                                                        : InputColumns.first(accepts))));
        return wanted;
    }

    /** Returns a check of the parts of records, which only those of a training have. */
    DividedRecords divided() {
        return new DividedRecords(
                use == DerivationUse.TRAINING
                        ? call(() -> derivation.derivation().parts())
                        : Optional.empty(),
                derivation.planned().type().descriptor().name(),
                derivation.planned().plugin().name());
    }

    /** Calls the derivation in the scope of its plugin, to which its faults are attributed. */
    <R> R call(Supplier<R> action) {
        return PluginScope.call(
                derivation.planned().plugin().loader(),
                action,
                thrown -> {
                    throw failure(thrown);
                });
    }

    private RuntimeException failure(Throwable thrown) {
        if (thrown instanceof SoraException known) {
            return known;
        }
        if (thrown instanceof ScopedRows.RowsFailure rowsFailed) {
            // a fault of the source, which is reported as such
            return rowsFailed.fault();
        }
        return new SoraException(
                List.of(
                        Problem.of(
                                        "SORA-3902",
                                        "derivation '%s' of plugin '%s' failed"
                                                .formatted(
                                                        derivation
                                                                .planned()
                                                                .type()
                                                                .descriptor()
                                                                .name(),
                                                        derivation.planned().plugin().name()))
                                .where(derivation.planned().path())
                                .have(String.valueOf(thrown))
                                .fix(
                                        "report it to the plugin's authors; --verbose shows"
                                                + " more")),
                thrown);
    }
}
