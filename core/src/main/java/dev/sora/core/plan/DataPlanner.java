// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.core.host.Finding.Found;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.data.Schema;
import dev.sora.plugin.Kind;
import dev.sora.setting.Settings;
import dev.sora.source.DataSourceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans where the data comes from. */
final class DataPlanner {

    static final List<String> PARTS = List.of("train", "validation", "test");

    private final TypeFinder types;
    private final SettingsChecker settings;
    private final PluginCalls calls;
    private final PlanProblems problems;

    DataPlanner(
            TypeFinder types, SettingsChecker settings, PluginCalls calls, PlanProblems problems) {
        this.types = types;
        this.settings = settings;
        this.calls = calls;
        this.problems = problems;
    }

    /**
     * The data, and what is known of its columns.
     *
     * @param plan the data
     * @param schemas the columns of {@code train}, {@code validation} and {@code test}, of those
     *     that are sources and know them beforehand
     */
    record Result(DataPlan plan, Map<String, Schema> schemas) {}

    Result plan(Section manifest) {
        Optional<Section> data =
                manifest.section("data", "train, and validation and test if you like", problems);
        if (data.isEmpty()) {
            return new Result(
                    new DataPlan(Optional.empty(), Optional.empty(), 0, Optional.empty()),
                    Map.of());
        }
        Section section = data.get();
        section.checkKeys(PARTS, Map.of(), problems);
        if (section.values().get("train") == null) {
            SettingsChecker.missing(
                    manifest.has("data") ? "data" : "",
                    manifest.has("data") ? "train" : "data",
                    "the data to train on: {type: …}",
                    problems);
        }
        Map<String, Schema> schemas = new LinkedHashMap<>();
        Optional<Planned<DataSourceType>> train = part(section, "train", schemas);
        Optional<Planned<DataSourceType>> test = part(section, "test", schemas);
        double fraction = fraction(section);
        Optional<Planned<DataSourceType>> validation =
                fraction > 0 ? Optional.empty() : part(section, "validation", schemas);
        return new Result(new DataPlan(train, validation, Math.max(fraction, 0), test), schemas);
    }

    /** Returns the fraction that is held out; 0 if validation is something else. */
    private double fraction(Section data) {
        if (!(data.values().get("validation") instanceof Map<?, ?> given)
                || !given.containsKey("fraction")
                || given.containsKey("type")) {
            bothWays(data);
            return 0;
        }
        Section section = data.section("validation", "", problems).orElseThrow();
        Settings read = settings.read(section, List.of(), List.of(CoreSettings.FRACTION));
        // a fraction that is wrong has been noted: what follows must not take it for a source
        return read.find(CoreSettings.FRACTION).orElse(Double.MIN_NORMAL);
    }

    private void bothWays(Section data) {
        if (data.values().get("validation") instanceof Map<?, ?> given
                && given.containsKey("fraction")) {
            problems.at(
                    data.path("validation.fraction"),
                    ManifestCode.VALIDATION
                            .problem("validation is a fraction and a source at once")
                            .needs("{fraction: 0.1}, or a source {type: …}")
                            .fix("remove 'fraction', or all but 'fraction'"));
        }
    }

    private Optional<Planned<DataSourceType>> part(
            Section data, String part, Map<String, Schema> schemas) {
        if (data.values().get(part) == null) {
            return Optional.empty();
        }
        String needs =
                part.equals("validation")
                        ? "{fraction: 0.1}, or a source {type: …}"
                        : "a data source: {type: …}";
        if (part.equals("validation") && data.values().get(part) instanceof Number number) {
            problems.at(
                    data.path(part),
                    ManifestCode.VALIDATION
                            .problem("validation is neither a fraction nor a source")
                            .needs(needs)
                            .have(number.toString())
                            .fix("write {fraction: %s}".formatted(number)));
            return Optional.empty();
        }
        Optional<Section> own =
                Section.of(data.path(part), data.values().get(part), needs, problems);
        return own.flatMap(section -> source(section, part, schemas));
    }

    /** Plans one source. */
    Optional<Planned<DataSourceType>> source(
            Section section, String part, Map<String, Schema> schemas) {
        boolean validation = part.equals("validation");
        if (validation && section.values().isEmpty()) {
            problems.at(
                    section.path(),
                    ManifestCode.VALIDATION
                            .problem("validation is neither a fraction nor a source")
                            .needs("{fraction: 0.1}, or a source {type: …}"));
            return Optional.empty();
        }
        int before = problems.count();
        Optional<Found> found = types.find(Kind.SOURCE, section);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<String> common = validation ? List.of("type", "fraction") : List.of("type");
        DataSourceType type = (DataSourceType) found.get().type();
        Settings read = settings.read(section, common, type.descriptor().settings());
        if (problems.count() == before) {
            calls.call(found.get(), section.path(), () -> type.schema(read))
                    .flatMap(schema -> schema)
                    .ifPresent(schema -> schemas.put(part, schema));
        }
        return Optional.of(new Planned<>(section.path(), type, found.get().plugin(), read));
    }
}
