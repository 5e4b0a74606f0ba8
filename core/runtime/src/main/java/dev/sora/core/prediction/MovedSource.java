// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.prediction;

import dev.sora.core.host.PluginScope;
import dev.sora.core.plan.ResolvedType;
import dev.sora.data.Column;
import dev.sora.data.TextForm;
import dev.sora.problem.DataException;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Creates the settings of a source from those of another, with a different path. */
final class MovedSource {

    /**
     * The name of the setting that limits how much is read, which applies to training data only.
     */
    private static final String LIMIT = "limit";

    private MovedSource() {}

    /**
     * Returns the settings, if the type has exactly one required path and the new path has the same
     * ending. Other paths belong to the training data, and are left out.
     */
    static Optional<Map<String, Object>> settings(ResolvedType<DataSourceType> source, Path path) {
        List<Setting<?>> described = source.type().descriptor().settings();
        List<String> required =
                described.stream()
                        .filter(s -> s.isRequired() && isPath(s))
                        .<String>map(Setting::name)
                        .toList();
        if (required.size() != 1
                || !(source.settings().asMap().get(required.get(0)) instanceof Path before)
                || !ending(before).equals(ending(path))) {
            return Optional.empty();
        }
        Map<String, Object> settings = new LinkedHashMap<>(source.settings().asMap());
        described.stream().filter(MovedSource::isPath).forEach(s -> settings.remove(s.name()));
        settings.remove(LIMIT);
        settings.put(required.get(0), path);
        return Optional.of(settings);
    }

    private static String ending(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.contains(".") ? name.substring(name.lastIndexOf('.')) : "";
    }

    private static boolean isPath(Setting<?> setting) {
        return setting.type() instanceof SettingType.FilePath;
    }

    /** Returns whether a source can be opened and has some columns. */
    static boolean has(ResolvedType<DataSourceType> source, List<Column> columns) {
        try (PluginScope scope = new PluginScope(source.plugin().loader());
                DataSource open = source.type().open(source.settings())) {
            Set<String> names =
                    open.schema().columns().stream()
                            .map(c -> TextForm.nameOf(c.name()))
                            .collect(Collectors.toSet());
            return columns.stream().allMatch(c -> names.contains(c.name()));
        } catch (DataException e) {
            return false;
        }
    }
}
