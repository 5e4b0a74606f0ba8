// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.settings;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.manifest.TightKey;
import dev.sora.setting.SettingTypes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mapping in the manifest, with its path.
 *
 * @param path its path; empty for the manifest itself
 * @param values its values by key
 */
public record Section(String path, Map<String, Object> values) {

    /** Example contents of sections that hold no names of the user's. */
    private static final Map<String, String> EXAMPLES =
            Map.of("data", "train: …", "training", "epochs: …");

    /** A string that may be meant as a type, and not as a file or a share. */
    private static final Pattern TYPE_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    /** Returns the path of a key. */
    public String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /**
     * Returns the mapping below a key; an empty one if the key is absent.
     *
     * @return empty if the value is not a mapping, which adds a problem
     */
    public Optional<Section> section(String key, String needs, PlanProblems problems) {
        Object value = values.get(key);
        if (value == null) {
            return Optional.of(new Section(path(key), Map.of()));
        }
        String lines = EXAMPLES.getOrDefault(key, "name: …");
        return of(path(key), value, needs, below(lines, value), problems);
    }

    /** Returns a value as a mapping with a type, or adds a problem if it is not one. */
    public static Optional<Section> typed(
            String path, Object value, String needs, PlanProblems problems) {
        boolean name = value instanceof String text && TYPE_NAME.matcher(text).matches();
        String fix = name ? "write {type: %s}".formatted(value) : below("type: …", value);
        return of(path, value, needs, fix, problems);
    }

    /** Returns a value as a mapping, or adds a problem if it is not one. */
    @SuppressWarnings("unchecked") // the reader creates mappings with string keys only
    public static Optional<Section> of(
            String path, Object value, String needs, String fix, PlanProblems problems) {
        if (value instanceof Map<?, ?> map) {
            return Optional.of(new Section(path, (Map<String, Object>) map));
        }
        Optional<String> tight =
                value instanceof String text ? TightKey.remedyBelow(text) : Optional.empty();
        problems.at(
                path,
                ManifestCode.WRONG_VALUE
                        .problem("'%s' is not a mapping".formatted(path))
                        .needs(needs)
                        .have(value == null ? "nothing" : SettingTypes.describeValue(value))
                        .fix(tight.orElse(fix)));
        return Optional.empty();
    }

    private static String below(String lines, Object value) {
        return value instanceof List
                ? "write '%s' lines below it, without '-' before them".formatted(lines)
                : "write '%s' lines below it".formatted(lines);
    }

    /**
     * Adds a problem for every unknown key.
     *
     * @param elsewhere keys that are known at other places, each with its place
     */
    public void checkKeys(
            Collection<String> known, Map<String, String> elsewhere, PlanProblems problems) {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                unknownKey(path, key, known, List.of(), elsewhere, values.keySet(), problems);
            }
        }
    }

    /**
     * Adds a problem for an unknown key.
     *
     * @param known the keys to suggest first
     * @param common the other keys that are allowed
     * @param present the keys that are given
     */
    static void unknownKey(
            String path,
            String key,
            Collection<String> known,
            List<String> common,
            Map<String, String> elsewhere,
            Collection<String> present,
            PlanProblems problems) {
        List<String> all = new ArrayList<>(common);
        all.addAll(known);
        String at = path.isEmpty() ? key : path + "." + key;
        problems.atKey(
                at,
                ManifestCode.UNKNOWN_KEY
                        .problem(
                                !path.isEmpty()
                                        ? "'%s' has no key '%s'".formatted(path, key)
                                        : known.contains("manifest")
                                                ? "a manifest has no section '%s'".formatted(key)
                                                : "the %s has no key '%s'"
                                                        .formatted(problems.whole(), key))
                        .have(String.join(", ", all))
                        .fix(
                                elsewhere.containsKey(key)
                                        ? belongs(elsewhere.get(key), present)
                                        : dotted(key, all)
                                                .or(() -> tight(key, all, problems))
                                                .or(
                                                        () ->
                                                                misspelt(
                                                                        at, key, known, present,
                                                                        problems))
                                                .or(
                                                        () ->
                                                                misspelt(
                                                                        at,
                                                                        key,
                                                                        usable(common, present),
                                                                        present,
                                                                        problems))
                                                .or(
                                                        () ->
                                                                problems.nearest(
                                                                                key,
                                                                                elsewhere.keySet())
                                                                        .map(elsewhere::get)
                                                                        .map(
                                                                                "did you mean '%s'?"
                                                                                        ::formatted))
                                                .orElse("remove it, or use one of these keys")));
    }

    private static String belongs(String place, Collection<String> present) {
        return present.contains(place)
                ? "move its keys to '%s'".formatted(place)
                : "did you mean '%s'?".formatted(place);
    }

    /** Only an override can name a value inside a section by a path. */
    private static Optional<String> dotted(String key, List<String> known) {
        int dot = key.indexOf('.');
        return dot > 0 && known.contains(key.substring(0, dot))
                ? Optional.of(
                        "write '%s' below '%s', on a line of its own"
                                .formatted(key.substring(dot + 1), key.substring(0, dot)))
                : Optional.empty();
    }

    /** Without a space after its colon, a key and its value are one string. */
    private static Optional<String> tight(String key, List<String> known, PlanProblems problems) {
        return TightKey.of(key)
                .flatMap(
                        tight ->
                                problems.nearest(tight.key(), known)
                                        .map(name -> new TightKey(name, tight.value()).remedy()));
    }

    private static Optional<String> misspelt(
            String at,
            String key,
            Collection<String> known,
            Collection<String> present,
            PlanProblems problems) {
        return problems.nearest(key, known)
                .map(
                        name ->
                                present.contains(name) && !problems.isOverride(at)
                                        ? "remove it, as '%s' is given; or use one of these keys"
                                                .formatted(name)
                                        : "did you mean '%s'?".formatted(name));
    }

    /** Removes 'node' if there is no 'package', which it belongs to. */
    private static List<String> usable(List<String> common, Collection<String> present) {
        return common.stream()
                .filter(name -> !name.equals("node") || present.contains("package"))
                .toList();
    }

    /** Returns the values without some keys. */
    Map<String, Object> without(List<String> keys) {
        Map<String, Object> rest = new LinkedHashMap<>(values);
        rest.keySet().removeAll(keys);
        return Collections.unmodifiableMap(rest);
    }
}
