// SPDX-License-Identifier: Apache-2.0
package dev.sora.setting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The checked values of the settings at one place in a manifest, including defaults.
 *
 * @since 1.0
 */
public final class Settings {

    private final Map<String, Object> values;

    private Settings(Map<String, Object> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Checks and converts raw values of a manifest: strings, numbers, booleans, lists and maps.
     *
     * @param described the settings that the type accepts
     * @param raw the values by name
     * @param problems receives all problems; values with problems are left out
     * @return the valid values, and the defaults of settings that are not set
     */
    public static Settings read(
            List<Setting<?>> described, Map<String, ?> raw, List<SettingProblem> problems) {
        return new Settings(new SettingReader(problems).read("", described, raw));
    }

    static Settings read(
            String prefix, List<Setting<?>> described, Map<String, ?> raw, SettingReader reader) {
        return new Settings(reader.read(prefix, described, raw));
    }

    /**
     * Returns settings with the given raw values, for programs and tests.
     *
     * @throws IllegalArgumentException if there is any problem; the message contains all of them
     */
    public static Settings of(List<Setting<?>> described, Map<String, ?> raw) {
        List<SettingProblem> problems = new ArrayList<>();
        Settings settings = read(described, raw, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.toString());
        }
        return settings;
    }

    /**
     * Returns the value of a setting that is required or has a default.
     *
     * @throws NoSuchElementException if the setting is not set and has no default
     */
    public <T> T get(Setting<T> setting) {
        return find(setting)
                .orElseThrow(() -> new NoSuchElementException("no value for " + setting.name()));
    }

    /** Returns the value of a setting; empty if it is not set and has no default. */
    @SuppressWarnings("unchecked") // the reader stored the Java type that the setting's type names
    public <T> Optional<T> find(Setting<T> setting) {
        return Optional.ofNullable((T) values.get(setting.name()));
    }

    /** Returns all values by name, in the order of the description. */
    public Map<String, Object> asMap() {
        return values;
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
