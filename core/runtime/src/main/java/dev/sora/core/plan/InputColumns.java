// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.data.ColumnRange;
import dev.sora.data.ColumnType;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds the columns that settings name, at any depth. */
public final class InputColumns {

    private final boolean training;
    private final Map<String, Set<ColumnType>> names = new LinkedHashMap<>();

    private InputColumns(boolean training) {
        this.training = training;
    }

    /**
     * Returns the columns that a node reads, by name, with the types that each may have; those that
     * it only learns from are left out.
     */
    public static Map<String, Set<ColumnType>> of(ResolvedType<?> planned) {
        return new InputColumns(false).found(planned);
    }

    /** Returns the columns that a node needs in training: those that it only learns from, too. */
    public static Map<String, Set<ColumnType>> inTraining(ResolvedType<?> planned) {
        return new InputColumns(true).found(planned);
    }

    private Map<String, Set<ColumnType>> found(ResolvedType<?> planned) {
        add(planned.type().descriptor().settings(), planned.settings());
        return names;
    }

    /** Returns the columns that settings name, in order; the settings may be unchecked. */
    public static List<String> names(List<Setting<?>> described, Map<String, Object> values) {
        InputColumns columns = new InputColumns(false);
        described.forEach(s -> columns.add(s.type(), values.get(s.name())));
        return List.copyOf(columns.names.keySet());
    }

    /**
     * Returns whether one of as many columns stands at another place than before: what was learned
     * of columns, and weights, know them by their place. A new name replaces an old one, and so
     * does a second use of one that stays where it was.
     */
    public static boolean areMoved(List<String> before, List<String> now) {
        if (before.size() != now.size()) {
            return false;
        }
        Set<String> left = new HashSet<>();
        for (int i = 0; i < now.size(); i++) {
            if (!before.get(i).equals(now.get(i))) {
                left.add(before.get(i));
            }
        }
        return !left.isEmpty()
                && IntStream.range(0, now.size())
                        .anyMatch(
                                i ->
                                        left.contains(now.get(i))
                                                && !before.get(i).equals(now.get(i)));
    }

    /** Returns the type that values are converted to if several types are accepted. */
    public static ColumnType first(Set<ColumnType> accepts) {
        return accepts.stream().sorted().findFirst().orElse(ColumnType.TEXT);
    }

    private void add(List<Setting<?>> described, Settings settings) {
        for (Setting<?> setting : described) {
            add(setting.type(), settings.asMap().get(setting.name()));
        }
    }

    private void add(SettingType type, Object value) {
        if (type instanceof SettingType.Column column && value instanceof String name) {
            if (!column.learnedOnly()) {
                ColumnRange.expand(name).forEach(one -> names.put(one, column.accepts()));
            } else if (training) {
                ColumnRange.expand(name).forEach(one -> names.putIfAbsent(one, column.accepts()));
            }
        } else if (type instanceof SettingType.ListOf list && value instanceof List<?> items) {
            items.forEach(item -> add(list.element(), item));
        } else if (type instanceof SettingType.MapOf map && value instanceof Map<?, ?> entries) {
            entries.values().forEach(inner -> add(map.element(), inner));
        } else if (type instanceof SettingType.Group group && value instanceof Settings inner) {
            add(group.settings(), inner);
        } else if (type instanceof SettingType.Group group && value instanceof Map<?, ?> inner) {
            // as a manifest holds it
            group.settings().forEach(s -> add(s.type(), inner.get(s.name())));
        } else if (type instanceof SettingType.AnyOf any && value != null) {
            any.choices().forEach(choice -> add(choice, value));
        }
    }
}
