// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.describe;

import dev.sora.core.host.Catalogue;
import dev.sora.core.host.PluginScope;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.DataPlan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.plan.SourcePlan;
import dev.sora.core.planning.Planner;
import dev.sora.core.profile.Description;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.setting.Settings;
import dev.sora.source.DataSourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the sources to describe: those of a manifest, a source in YAML, or a data file. */
final class SourceSearch {

    private static final int LISTED = 5;

    private final Catalogue catalogue;
    private final Path input;

    /** The result of a search. */
    record Found(Description.Kind kind, List<FoundSource> sources) {}

    SourceSearch(Catalogue catalogue, Path input) {
        this.catalogue = catalogue;
        this.input = input;
    }

    /**
     * Finds the sources.
     *
     * @throws DataException if there is no such file, or no source can read it
     * @throws SoraException if it is a manifest or a source in YAML with problems
     */
    Found find() {
        if (!Files.exists(input) && !input.toString().replace('\\', '/').contains("!/")) {
            throw new DataException(
                    Problem.of("SORA-4751", "there is no such file or folder")
                            .where(input.toString())
                            .fix("check the path"));
        }
        String name = String.valueOf(input.getFileName()).toLowerCase(Locale.ROOT);
        if ((name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(input)) {
            return ofYaml();
        }
        return new Found(Description.Kind.DATA, ofData());
    }

    private Found ofYaml() {
        Manifest read = new ManifestReader().read(input, new Overrides(List.of(), System.getenv()));
        Planner planner = new Planner(catalogue);
        if (!read.tree().containsKey("data") && !read.tree().containsKey("manifest")) {
            ResolvedType<DataSourceType> planned = planner.planSource(read).planned();
            return new Found(
                    Description.Kind.SOURCE,
                    List.of(new FoundSource("train", planned, written(planned, read.tree()))));
        }
        DataPlan data = planner.planData(read);
        List<FoundSource> sources = new ArrayList<>();
        add("train", data.train(), read, sources);
        add("validation", data.validation(), read, sources);
        add("test", data.test(), read, sources);
        return new Found(Description.Kind.MANIFEST, sources);
    }

    @SuppressWarnings("unchecked") // the reader creates mappings with string keys only
    private static void add(
            String part, Optional<SourcePlan> plan, Manifest read, List<FoundSource> sources) {
        plan.ifPresent(
                source ->
                        sources.add(
                                new FoundSource(
                                        part,
                                        source.planned(),
                                        written(
                                                source.planned(),
                                                (Map<String, Object>)
                                                        ((Map<?, ?>) read.tree().get("data"))
                                                                .get(part)))));
    }

    /** Returns the settings that were written, with absolute paths. */
    private static Map<String, Object> written(
            ResolvedType<DataSourceType> planned, Map<String, Object> tree) {
        Map<String, Object> written = new LinkedHashMap<>();
        tree.forEach(
                (key, value) ->
                        written.put(key, planned.settings().asMap().getOrDefault(key, value)));
        return written;
    }

    private List<FoundSource> ofData() {
        List<Catalogue.Entry> entries = new ArrayList<>(catalogue.types(DataSourceType.KIND));
        // of equal precedence, by name
        entries.sort(Comparator.comparingInt(SourceSearch::precedence).reversed());
        for (Catalogue.Entry entry : entries) {
            DataSourceType type = (DataSourceType) entry.type();
            Map<String, Map<String, Object>> parts =
                    PluginScope.call(entry.plugin().loader(), () -> type.discover(input));
            if (!parts.isEmpty()) {
                List<FoundSource> sources = new ArrayList<>();
                parts.forEach((part, raw) -> sources.add(found(entry, part, raw)));
                return sources;
            }
        }
        throw unreadable();
    }

    private static int precedence(Catalogue.Entry entry) {
        DataSourceType type = (DataSourceType) entry.type();
        return PluginScope.call(entry.plugin().loader(), type::precedence);
    }

    private static FoundSource found(Catalogue.Entry entry, String part, Map<String, Object> raw) {
        DataSourceType type = (DataSourceType) entry.type();
        ResolvedType<DataSourceType> planned =
                new ResolvedType<>(
                        part, type, entry.plugin(), Settings.of(type.descriptor().settings(), raw));
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("type", type.descriptor().name());
        written.putAll(written(planned, raw));
        return new FoundSource(part, planned, written);
    }

    private DataException unreadable() {
        List<String> inside = Files.isDirectory(input) ? files() : List.of();
        Problem problem =
                Problem.of("SORA-4752", "no installed data source can read this")
                        .where(input.toString())
                        .have(inside.isEmpty() ? "" : String.join(", ", inside))
                        .fix(
                                inside.isEmpty()
                                        ? "write its source into a YAML file, {type: …, path: …}, and"
                                                + " describe that; sora plugin list names the types"
                                        : "describe one of these files, or write a source into a"
                                                + " YAML file, {type: …, path: …}, and describe"
                                                + " that");
        return new DataException(problem);
    }

    private List<String> files() {
        try (Stream<Path> found = Files.list(input)) {
            return found.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .limit(LISTED)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
