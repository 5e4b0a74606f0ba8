// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of the sections of training and data, and where a key belongs that a manifest has beside
 * its sections.
 */
public final class RootKeys {

    private static final String TRAINING = "training";
    private static final String DATA = "data";

    /** The keys of the training whose values have a type and settings. */
    public static final List<String> TYPED =
            List.of("optimiser", "schedule", "order", "procedure", "optimisers");

    /** The keys of the data. */
    public static final List<String> OF_DATA =
            List.of(
                    "train",
                    "validation",
                    "test",
                    "derive",
                    "sample",
                    "tables",
                    "memory",
                    "unicode");

    private RootKeys() {}

    /** Returns all keys of the training. */
    public static List<String> ofTraining() {
        List<String> keys = new ArrayList<>(TYPED);
        TrainingKeys.TRAINING.forEach(setting -> keys.add(setting.name()));
        return keys;
    }

    /** Returns the keys of the mappings in the training, each with its place in it. */
    public static Map<String, String> belowTraining() {
        Map<String, String> below = new HashMap<>();
        TrainingKeys.STOPPING_SETTINGS.forEach(
                s -> below.put(s.name(), "early_stopping." + s.name()));
        List.of(TrainingKeys.EVERY, TrainingKeys.KEEP)
                .forEach(s -> below.put(s.name(), "checkpoint." + s.name()));
        return below;
    }

    /**
     * Returns the paths of the keys that belong into a section, and the right names of sections.
     */
    public static Map<String, String> elsewhere(Section root) {
        Map<String, String> elsewhere = new HashMap<>();
        belowTraining().forEach((key, at) -> elsewhere.put(key, TRAINING + "." + at));
        ofTraining().forEach(key -> elsewhere.put(key, TRAINING + "." + key));
        OF_DATA.forEach(key -> elsewhere.put(key, DATA + "." + key));
        root.values()
                .forEach(
                        (key, value) -> {
                            if (!CoreSettings.SECTIONS.contains(key)) {
                                byContents(value).ifPresent(name -> elsewhere.put(key, name));
                            }
                        });
        return elsewhere;
    }

    /** Returns the sections that a manifest has under another name, which is reported. */
    public static Set<String> misnamed(Section root, PlanProblems problems) {
        Set<String> misnamed = new HashSet<>();
        for (Map.Entry<String, Object> each : root.values().entrySet()) {
            if (!CoreSettings.SECTIONS.contains(each.getKey())) {
                byContents(each.getValue())
                        .or(() -> problems.nearest(each.getKey(), CoreSettings.SECTIONS))
                        .ifPresent(misnamed::add);
            }
        }
        return misnamed;
    }

    /** Returns the section that most keys of a mapping belong to. */
    private static Optional<String> byContents(Object value) {
        if (!(value instanceof Map<?, ?> map) || map.containsKey("type")) {
            return Optional.empty();
        }
        if (most(map, ofTraining())) {
            return Optional.of(TRAINING);
        }
        return most(map, OF_DATA) ? Optional.of(DATA) : Optional.empty();
    }

    private static boolean most(Map<?, ?> map, Collection<String> keys) {
        List<?> known = map.keySet().stream().filter(keys::contains).toList();
        return known.size() * 2 > map.size();
    }
}
