// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.prediction;

import dev.sora.core.derivation.DerivedType;
import dev.sora.core.host.Catalogue;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginScope;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.plan.SourcePlan;
import dev.sora.core.preparation.LoadedModel;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.setting.Settings;
import dev.sora.source.DataSourceType;
import dev.sora.source.DerivationUse;
import dev.sora.source.TrainedOn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the data source that can read a file to predict for. It first asks the type of the training
 * source, which knows its settings, then every available type, and finally tries the training
 * source with only its path replaced.
 */
final class PredictionSource {

    /** Types that strings of any table can be converted to. */
    private static final Set<ColumnType> PLAIN =
            Set.of(ColumnType.TEXT, ColumnType.INTEGER, ColumnType.NUMBER, ColumnType.BOOLEAN);

    private final Catalogue catalogue;
    private final LoadedModel model;
    private final Path input;
    private final List<Column> wanted;

    private PredictionSource(
            Catalogue catalogue, LoadedModel model, Path input, List<Column> wanted) {
        this.catalogue = catalogue;
        this.model = model;
        this.input = input;
        this.wanted = wanted;
    }

    /**
     * Finds the source.
     *
     * @param keep further columns that pass through; a source that lacks them is returned
     *     nevertheless
     * @throws DataException if there is no such file, or no source can read it
     */
    public static ResolvedType<DataSourceType> of(
            Catalogue catalogue, LoadedModel model, Path input, List<String> keep) {
        // a path inside an archive is resolved by the types that read archives
        if (!Files.exists(input) && !input.toString().replace('\\', '/').contains("!/")) {
            throw new DataException(
                    Problem.of("SORA-4497", "there is nothing to predict for")
                            .where(input.toString())
                            .have("no such file or folder")
                            .fix("check the path; relative ones count from this folder"));
        }
        List<Column> wanted = wanted(model);
        ResolvedType<DataSourceType> source =
                new PredictionSource(catalogue, model, input, wanted).find();
        return keep.isEmpty() || KeptColumns.has(source, keep)
                ? source
                : KeptColumns.with(
                                keep,
                                wanted,
                                more -> new PredictionSource(catalogue, model, input, more).find())
                        .orElse(source);
    }

    private ResolvedType<DataSourceType> find() {
        Optional<ResolvedType<DataSourceType>> train =
                model.plan()
                        .data()
                        .train()
                        .map(SourcePlan::planned)
                        .map(
                                planned ->
                                        model.plan()
                                                .data()
                                                .derive()
                                                .map(
                                                        d ->
                                                                DerivedType.of(
                                                                        d,
                                                                        planned,
                                                                        DerivationUse.PREDICTION))
                                                .orElse(planned));
        Optional<DataException> told = Optional.empty();
        try {
            Optional<ResolvedType<DataSourceType>> alike = train.flatMap(this::alike);
            if (alike.isPresent()) {
                return alike.get();
            }
        } catch (DataException e) {
            told = Optional.of(e);
        }
        for (Catalogue.Entry entry : catalogue.types(DataSourceType.KIND)) {
            DataSourceType type = (DataSourceType) entry.type();
            try (PluginScope scope = new PluginScope(entry.plugin().loader())) {
                Optional<Map<String, Object>> raw =
                        derived(type, entry.plugin()).settingsFor(input, wanted);
                if (raw.isPresent()) {
                    return planned(derived(type, entry.plugin()), entry.plugin(), raw.get());
                }
            }
        }
        if (told.isPresent()) {
            throw told.get();
        }
        return train.flatMap(this::moved).orElseThrow(this::unreadable);
    }

    /** Returns a type whose records are derived for prediction, if the pipeline derives records. */
    private DataSourceType derived(DataSourceType type, OfferedPlugin plugin) {
        return model.plan()
                .data()
                .derive()
                .map(derive -> DerivedType.of(derive, type, plugin, DerivationUse.PREDICTION))
                .orElse(type);
    }

    /** Asks the type of the training source, which knows how the training data was read. */
    private Optional<ResolvedType<DataSourceType>> alike(ResolvedType<DataSourceType> train) {
        Set<String> targets = new LinkedHashSet<>();
        for (Node.Output output : model.plan().nodes(Node.Output.class)) {
            targets.addAll(InputColumns.of(output.planned()).keySet());
        }
        wanted.forEach(column -> targets.remove(column.name()));
        TrainedOn trained = new TrainedOn(train.settings(), wanted, targets);
        try (PluginScope scope = new PluginScope(train.plugin().loader())) {
            return train.type()
                    .settingsFor(input, trained)
                    .map(raw -> planned(train.type(), train.plugin(), raw));
        }
    }

    /** Tries the training source with another path, if that yields the required columns. */
    private Optional<ResolvedType<DataSourceType>> moved(ResolvedType<DataSourceType> train) {
        return MovedSource.settings(train, input)
                .map(raw -> planned(train.type(), train.plugin(), raw))
                .filter(moved -> MovedSource.has(moved, wanted));
    }

    private static ResolvedType<DataSourceType> planned(
            DataSourceType type, OfferedPlugin plugin, Map<String, Object> raw) {
        return new ResolvedType<>(
                "input", type, plugin, Settings.of(type.descriptor().settings(), raw));
    }

    private DataException unreadable() {
        return new DataException(
                Problem.of("SORA-4498", "no installed data source can read this for the pipeline")
                        .where(input.toString())
                        .needs(
                                "columns "
                                        + String.join(
                                                ", ",
                                                wanted.stream()
                                                        .map(c -> c.name() + " (" + word(c) + ")")
                                                        .toList()))
                        .fix(
                                wanted.stream().allMatch(c -> PLAIN.contains(c.type()))
                                        ? "give a .csv, .tsv or .jsonl file that names these"
                                                + " columns, or a file of the kind the pipeline was"
                                                + " trained on"
                                        : "give a file or folder of the kind the pipeline was"
                                                + " trained on"));
    }

    private static String word(Column column) {
        return column.type().name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the columns to read of a record to predict for, each with the first accepted type.
     */
    private static List<Column> wanted(LoadedModel model) {
        Map<String, Column> wanted = new LinkedHashMap<>();
        for (Node.Input input : ReadColumns.inputs(model.graph())) {
            InputColumns.of(input.planned())
                    .forEach(
                            (name, accepts) ->
                                    wanted.putIfAbsent(
                                            name, Column.of(name, InputColumns.first(accepts))));
        }
        return List.copyOf(wanted.values());
    }
}
