// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.data;

import dev.sora.core.derivation.DerivedType;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.DataPlan;
import dev.sora.core.plan.HeldOut;
import dev.sora.core.plan.SourcePlan;
import dev.sora.core.planning.graph.Names;
import dev.sora.core.planning.settings.CoreSettings;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.PluginCalls;
import dev.sora.core.planning.settings.RootKeys;
import dev.sora.core.planning.settings.Section;
import dev.sora.core.planning.settings.SettingRemedies;
import dev.sora.core.planning.settings.SettingsChecker;
import dev.sora.core.planning.settings.TypeFinder;
import dev.sora.data.Schema;
import dev.sora.data.TextForm;
import dev.sora.source.Derivation;
import dev.sora.source.DerivationUse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Plans the data sources and splits. */
public final class DataPlanner {

    /** The key of the tables beside the records. */
    public static final String TABLES = "tables";

    static final List<String> PARTS = List.of("train", "validation", "test");

    /** Keys that are refused in a source, because they define a split of the training data. */
    private static final List<String> BOTH_WAYS = List.of("fraction", "folds");

    private final TypeFinder types;
    private final SettingsChecker settings;
    private final PluginCalls calls;
    private final PlanProblems problems;
    private final SplitPlanner splits;
    private final SourcePlanner sources;
    private final TextForm unicode;

    public DataPlanner(
            TypeFinder types,
            SettingsChecker settings,
            TextForm unicode,
            PluginCalls calls,
            PlanProblems problems) {
        this.types = types;
        this.settings = settings;
        this.calls = calls;
        this.problems = problems;
        this.splits = new SplitPlanner(settings.inForm(unicode), problems);
        this.sources = new SourcePlanner(types, settings, calls, problems);
        this.unicode = unicode;
    }

    /**
     * The data plan and the known columns.
     *
     * @param plan the data
     * @param schemas the columns of those of {@code train}, {@code validation} and {@code test}
     *     that are sources with columns known in advance
     * @param unchecked the sources whose columns are not known in advance, one sentence each
     */
    public record Result(DataPlan plan, Map<String, Schema> schemas, List<String> unchecked) {}

    /**
     * Plans the data.
     *
     * @param look whether to look for columns in files, too
     */
    public Result plan(Section manifest, boolean look) {
        Optional<Section> data =
                manifest.section("data", "train, and optionally validation and test", problems);
        if (data.isEmpty()) {
            return new Result(DataPlan.none(unicode), Map.of(), List.of());
        }
        Section section = data.get();
        section.checkKeys(RootKeys.OF_DATA, ofTrain(section), problems);
        OptionalLong memory =
                settings.own(section, CoreSettings.DATA)
                        .find(CoreSettings.MEMORY)
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty());
        boolean misnamed =
                !manifest.has("data") && RootKeys.misnamed(manifest, problems).contains("data");
        if (section.values().get("train") == null && !misnamed) {
            SettingsChecker.missing(
                    manifest.has("data") ? "data" : "",
                    manifest.has("data") ? "train" : "data",
                    "the data to train on: {type: …}",
                    manifest.has("data") ? "train: {type: …}" : "data: {train: {type: …}}",
                    problems);
        }
        Optional<DataPlan.Derived> derive =
                new DerivationPlanner(types, settings, calls, problems).plan(section);
        DataColumns columns = new DataColumns(look);
        Map<String, Schema> schemas = columns.schemas();
        Optional<SourcePlan> train = part(section, "train", columns);
        Optional<HeldOut> testSplit = split(section, "test");
        Optional<SourcePlan> test =
                isSplit(section, "test") ? Optional.empty() : part(section, "test", columns);
        Optional<HeldOut> validationSplit = split(section, "validation");
        Optional<SourcePlan> validation =
                isSplit(section, "validation")
                        ? Optional.empty()
                        : part(section, "validation", columns);
        derive.ifPresent(found -> DerivationPlanner.columns(found, schemas, calls, problems));
        Optional<DataPlan.Sample> sample = splits.sample(section, schemas);
        Map<String, SourcePlan> tables = tables(section, columns);
        testSplit.ifPresent(split -> splits.check("test", split, schemas));
        validationSplit.ifPresent(split -> splits.check("validation", split, schemas));
        Optional<Derivation.Parts> parts =
                derive.flatMap(found -> DerivationPlanner.parts(found, calls));
        if (parts.isPresent()) {
            DerivationPlanner.checkParts(section, problems);
            validationSplit = DerivationPlanner.held(parts.get(), Derivation.Parts.VALIDATION);
            testSplit = DerivationPlanner.held(parts.get(), Derivation.Parts.TEST);
        }
        return new Result(
                new DataPlan(
                        derived(train, derive),
                        derived(validation, derive),
                        derived(test, derive),
                        validationSplit,
                        testSplit,
                        sample,
                        derive,
                        tables,
                        memory,
                        unicode),
                schemas,
                columns.unknown());
    }

    private static Optional<SourcePlan> derived(
            Optional<SourcePlan> source, Optional<DataPlan.Derived> derive) {
        return source.map(s -> DerivedType.of(derive, s, DerivationUse.TRAINING));
    }

    /** Plans the tables beside the records, which may have any names. */
    private Map<String, SourcePlan> tables(Section data, DataColumns columns) {
        Map<String, SourcePlan> tables = new LinkedHashMap<>();
        data.section(TABLES, "tables by name: links: {type: …}", problems)
                .ifPresent(
                        section ->
                                section.values()
                                        .forEach(
                                                (name, given) ->
                                                        table(section, name, given, columns)
                                                                .ifPresent(
                                                                        source ->
                                                                                tables.put(
                                                                                        name,
                                                                                        source))));
        return tables;
    }

    private Optional<SourcePlan> table(
            Section tables, String name, Object given, DataColumns columns) {
        if (!Names.isNode(name)) {
            problems.atKey(
                    tables.path(name),
                    ManifestCode.NAME
                            .problem("'%s' cannot be the name of a table".formatted(name))
                            .needs("letters, digits, hyphens and underscores, a letter first")
                            .fix("choose such a name"));
            return Optional.empty();
        }
        return Section.typed(tables.path(name), given, "a data source: {type: …}", problems)
                .flatMap(own -> sources.plan(own, TABLES + "." + name, columns));
    }

    /** Returns the correct place of the keys of a source that are written beside its splits. */
    private static Map<String, String> ofTrain(Section data) {
        Map<String, String> elsewhere = new HashMap<>();
        if (data.has("type")) {
            data.values().keySet().stream()
                    .filter(key -> !RootKeys.OF_DATA.contains(key))
                    .forEach(key -> elsewhere.put(key, "train." + key));
        }
        return elsewhere;
    }

    private boolean isSplit(Section data, String part) {
        return data.values().get(part) instanceof Map<?, ?> && splits.isSplit(ofMap(data, part));
    }

    @SuppressWarnings("unchecked") // the reader creates mappings with string keys only
    private static Section ofMap(Section data, String part) {
        return new Section(data.path(part), (Map<String, Object>) data.values().get(part));
    }

    private Optional<HeldOut> split(Section data, String part) {
        if (!isSplit(data, part)) {
            bothWays(data, part);
            return Optional.empty();
        }
        return splits.plan(ofMap(data, part));
    }

    private void bothWays(Section data, String part) {
        if (!(data.values().get(part) instanceof Map<?, ?> given)) {
            return;
        }
        for (String key : BOTH_WAYS) {
            if (given.containsKey(key)) {
                problems.at(
                        data.path(part + "." + key),
                        ManifestCode.VALIDATION
                                .problem("%s is a fraction and a source at once".formatted(part))
                                .needs(SourcePlanner.PART_NEEDS)
                                .fix(
                                        "remove '%s' to use the source, or 'type' and its settings to hold out a part"
                                                .formatted(key)));
            }
        }
    }

    private Optional<SourcePlan> part(Section data, String part, DataColumns columns) {
        if (data.values().get(part) == null) {
            return Optional.empty();
        }
        String needs = part.equals("train") ? "a data source: {type: …}" : SourcePlanner.PART_NEEDS;
        if (!part.equals("train") && data.values().get(part) instanceof Number number) {
            problems.at(
                    data.path(part),
                    ManifestCode.VALIDATION
                            .problem("%s is neither a fraction nor a source".formatted(part))
                            .needs(needs)
                            .have(number.toString())
                            .fix(share(number.doubleValue(), number.toString())));
            return Optional.empty();
        }
        Object given = data.values().get(part);
        Optional<Section> own =
                !part.equals("train") && given instanceof String text && text.endsWith("%")
                        ? Section.of(data.path(part), given, needs, percent(text), problems)
                        : Section.typed(data.path(part), given, needs, problems);
        return own.flatMap(section -> sources.plan(section, part, columns));
    }

    private static String share(double share, String text) {
        return share > 0 && share < 1
                ? "write {fraction: %s}".formatted(text)
                : "write the share that is held out, such as {fraction: 0.1}";
    }

    private static String percent(String text) {
        String share = SettingRemedies.percent(text);
        return share(share.isEmpty() ? 0 : Double.parseDouble(share), share);
    }
}
