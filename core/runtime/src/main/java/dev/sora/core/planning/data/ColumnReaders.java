// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.data;

import dev.sora.core.host.Catalogue;
import dev.sora.data.ColumnType;
import dev.sora.plugin.Kind;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the types that read columns of a type that another type cannot read. */
final class ColumnReaders {

    private ColumnReaders() {}

    /** Returns a remedy that names the types of a kind which read columns of a type, if any do. */
    static Optional<String> remedy(Catalogue catalogue, Kind kind, ColumnType type) {
        String names =
                catalogue.types(kind).stream()
                        .map(entry -> entry.type().descriptor())
                        .filter(found -> reads(found.settings(), type))
                        .map(found -> "'" + found.name() + "'")
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(" or "));
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("read it with an %s of type %s".formatted(kind.word(), names));
    }

    private static boolean reads(List<Setting<?>> settings, ColumnType type) {
        return settings.stream().anyMatch(setting -> reads(setting.type(), type));
    }

    private static boolean reads(SettingType setting, ColumnType type) {
        if (setting instanceof SettingType.Column column) {
            return column.accepts().contains(type);
        }
        if (setting instanceof SettingType.ListOf list) {
            return reads(list.element(), type);
        }
        if (setting instanceof SettingType.MapOf map) {
            return reads(map.element(), type);
        }
        if (setting instanceof SettingType.Group group) {
            return reads(group.settings(), type);
        }
        return setting instanceof SettingType.AnyOf any
                && any.choices().stream().anyMatch(choice -> reads(choice, type));
    }
}
