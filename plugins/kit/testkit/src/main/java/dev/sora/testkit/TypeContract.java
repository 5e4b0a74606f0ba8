// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.plugin.SoraType;
import dev.sora.setting.SettingProblem;
import dev.sora.setting.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contract of a type, with its settings.
 *
 * @param <T> the type
 * @param <C> the contract itself
 */
public abstract class TypeContract<T extends SoraType, C extends TypeContract<T, C>>
        extends Contract<C> {

    private final T type;
    private final Map<String, Object> common = new LinkedHashMap<>();
    private final List<Map<String, Object>> variants = new ArrayList<>();
    private final List<Map.Entry<String, Object>> refused = new ArrayList<>();

    /** Settings, raw as in a manifest and checked. */
    record Variant(Map<String, Object> raw, Settings settings) {

        @Override
        public String toString() {
            return raw.isEmpty() ? "" : " " + raw;
        }
    }

    TypeContract(T type) {
        this.type = type;
    }

    /** Sets a raw value in all cases, as in a manifest: a string, number, boolean, list or map. */
    public final C with(String setting, Object value) {
        common.put(setting, value);
        return self();
    }

    /**
     * Adds a set of settings, in addition to those of {@link #with}. All clauses are checked with
     * each set; without any set, with the settings of {@code with}.
     */
    public final C variant(Map<String, ?> settings) {
        variants.add(new LinkedHashMap<>(settings));
        return self();
    }

    /**
     * Declares that the description of a setting must refuse a value, so that {@code sora validate}
     * reports it with its line.
     */
    public final C refuses(String setting, Object value) {
        refused.add(Map.entry(setting, value));
        return self();
    }

    final T type() {
        return type;
    }

    final String name() {
        return type.descriptor().name();
    }

    final List<Map.Entry<String, Object>> refused() {
        return refused;
    }

    /** Reads the settings of all cases. */
    final List<Variant> variants() {
        List<Variant> read = new ArrayList<>();
        for (Map<String, Object> more :
                variants.isEmpty() ? List.<Map<String, Object>>of(Map.of()) : variants) {
            Map<String, Object> raw = new LinkedHashMap<>(common);
            raw.putAll(more);
            read.add(read(raw));
        }
        return read;
    }

    final Variant read(Map<String, Object> raw) {
        List<SettingProblem> problems = new ArrayList<>();
        Settings settings = Settings.read(type.descriptor().settings(), raw, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "the settings %s are not those of '%s': %s".formatted(raw, name(), problems));
        }
        return new Variant(raw, settings);
    }
}
