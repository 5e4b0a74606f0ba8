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
 * The checked values of one place in a manifest, defaults filled in.
 *
 * @since 1.0
 */
public final class Settings {

    private final Map<String, Object> values;

    private Settings(Map<String, Object> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Reads raw values as a manifest holds them (texts, numbers, truths, lists, maps).
     *
     * @param described the settings that the type accepts
     * @param raw the values by name
     * @param problems receives everything that is wrong; values that are wrong are left out
     * @return the values that are right, and the defaults of those not given
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
     * Returns settings for the given raw values, for use in code and tests.
     *
     * @throws IllegalArgumentException if anything is wrong, with all of it in the message
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
     * @throws NoSuchElementException if the setting is optional and was not given
     */
    public <T> T get(Setting<T> setting) {
        return find(setting)
                .orElseThrow(() -> new NoSuchElementException("no value for " + setting.name()));
    }

    /** Returns the value of a setting, if it was given or has a default. */
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
