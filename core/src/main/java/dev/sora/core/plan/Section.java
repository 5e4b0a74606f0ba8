// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.setting.SettingTypes;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mapping in the manifest, with its path.
 *
 * @param path its path; empty for the manifest itself
 * @param values what it holds
 */
record Section(String path, Map<String, Object> values) {

    /** Returns the path of a key. */
    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /**
     * Returns the mapping below a key; an empty one if there is nothing.
     *
     * @return nothing if something else is there, which is then noted
     */
    Optional<Section> section(String key, String needs, PlanProblems problems) {
        Object value = values.get(key);
        if (value == null) {
            return Optional.of(new Section(path(key), Map.of()));
        }
        return of(path(key), value, needs, problems);
    }

    /** Returns a value as a mapping, or notes that it is none. */
    @SuppressWarnings("unchecked") // the reader makes mappings with texts as keys only
    static Optional<Section> of(String path, Object value, String needs, PlanProblems problems) {
        if (value instanceof Map<?, ?> map) {
            return Optional.of(new Section(path, (Map<String, Object>) map));
        }
        problems.at(
                path,
                ManifestCode.WRONG_VALUE
                        .problem("'%s' is no mapping".formatted(path))
                        .needs(needs)
                        .have(value == null ? "nothing" : SettingTypes.describeValue(value))
                        .fix(remedy(value)));
        return Optional.empty();
    }

    private static String remedy(Object value) {
        if (value instanceof String text && !text.contains(" ")) {
            return "write {type: %s}".formatted(text);
        }
        return value instanceof List
                ? "write 'name: …' lines below it, without '-' in front"
                : "write 'name: …' lines below it";
    }

    /**
     * Notes every key that is not among those known.
     *
     * @param elsewhere keys that are known at other places, each with its place
     */
    void checkKeys(Collection<String> known, Map<String, String> elsewhere, PlanProblems problems) {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                unknownKey(path, key, known, elsewhere, problems);
            }
        }
    }

    /** Notes a key that is not known. */
    static void unknownKey(
            String path,
            String key,
            Collection<String> known,
            Map<String, String> elsewhere,
            PlanProblems problems) {
        String at = path.isEmpty() ? key : path + "." + key;
        problems.atKey(
                at,
                ManifestCode.UNKNOWN_KEY
                        .problem(
                                path.isEmpty()
                                        ? known.contains("manifest")
                                                ? "a manifest has no section '%s'".formatted(key)
                                                : "the data source has no key '%s'".formatted(key)
                                        : "'%s' has no key '%s'".formatted(path, key))
                        .have(String.join(", ", known))
                        .fix(
                                problems.nearest(key, known)
                                        .or(
                                                () ->
                                                        problems.nearest(key, elsewhere.keySet())
                                                                .map(elsewhere::get))
                                        .map("did you mean '%s'?"::formatted)
                                        .orElse("remove it, or see the reference")));
    }

    /** Returns the values without some keys. */
    Map<String, Object> without(List<String> keys) {
        Map<String, Object> rest = new LinkedHashMap<>(values);
        rest.keySet().removeAll(keys);
        return Collections.unmodifiableMap(rest);
    }
}
