// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search;

import dev.sora.core.host.Catalogue;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Plan;
import dev.sora.core.planning.Planner;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the manifests of trials: the manifest of the search, with the values of a trial at their
 * paths.
 */
public final class TrialManifests {

    private static final Pattern STEP = Pattern.compile("\\.?([^.\\[\\]]+)|\\[(\\d{1,6})\\]");

    private final Manifest base;
    private final Catalogue catalogue;
    private final OptionalInt threads;

    /**
     * Creates the maker of manifests.
     *
     * @param threads the number of threads of the engine where the manifest does not set one
     */
    TrialManifests(Manifest base, Catalogue catalogue, OptionalInt threads) {
        this.base = base;
        this.catalogue = catalogue;
        this.threads = threads;
    }

    /** Returns whether a string is the path of a key. */
    static boolean isPath(String path) {
        return !steps(path).isEmpty();
    }

    /** Returns the manifest of the search. */
    public Manifest base() {
        return base;
    }

    /**
     * Plans the training of a trial.
     *
     * @param values values by the paths of their keys
     * @throws dev.sora.problem.SoraException if they make the manifest invalid
     */
    public Plan plan(Map<String, Object> values) {
        Plan plan = planned(values);
        boolean divides =
                threads.isPresent()
                        && plan.engine().type().descriptor().settings().stream()
                                .anyMatch(setting -> setting.name().equals("threads"))
                        && !isSet("engine.threads", values);
        if (!divides) {
            return plan;
        }
        Map<String, Object> divided = new LinkedHashMap<>(values);
        // beside parallel trials, an engine that takes all cores would only make others wait
        divided.put(
                "engine.type",
                plan.resolved().get("engine") instanceof Map<?, ?> engine
                        ? engine.get("type")
                        : "auto");
        divided.put("engine.threads", (long) threads.getAsInt());
        return planned(divided);
    }

    /**
     * Plans the training of a manifest that was written for a trial, as the process that trains it
     * does.
     */
    public Plan written(Path file) {
        return new Planner(catalogue)
                .plan(new ManifestReader().read(file, new Overrides(List.of(), Map.of())));
    }

    private boolean isSet(String path, Map<String, Object> values) {
        return values.keySet().stream().anyMatch(path::startsWith)
                || base.tree().get("engine") instanceof Map<?, ?> engine
                        && engine.containsKey("threads");
    }

    private Plan planned(Map<String, Object> values) {
        return new Planner(catalogue).plan(with(base, values));
    }

    /** Returns a manifest with values at the paths of their keys. */
    static Manifest with(Manifest base, Map<String, Object> values) {
        Map<String, Object> tree = new LinkedHashMap<>(base.tree());
        // a value may be inside another one: {type: sgd} first, then its learning_rate
        List<String> paths = new ArrayList<>(values.keySet());
        paths.sort(Comparator.comparingInt(path -> steps(path).size()));
        for (String path : paths) {
            List<Object> steps = steps(path);
            String key = (String) steps.get(0);
            Object inner = tree.getOrDefault(key, Map.of());
            Put put = new Put(path, values.get(path));
            tree.put(key, put.at(inner, steps.subList(1, steps.size())));
        }
        return new Manifest(base.name(), base.folder(), tree, base.marks(), base.flaws());
    }

    /** Returns the keys and indices of {@code a.b[2].c}; empty if it is not a path. */
    static List<Object> steps(String path) {
        List<Object> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(path);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            boolean key = matcher.group(1) != null;
            boolean dotted = path.charAt(end) == '.';
            if (key && dotted == steps.isEmpty() || !key && steps.isEmpty()) {
                return List.of();
            }
            steps.add(key ? matcher.group(1) : (Object) Integer.valueOf(matcher.group(2)));
            end = matcher.end();
        }
        return end == path.length() ? steps : List.of();
    }

    /** Puts a value at its path. */
    private record Put(String path, Object value) {

        @SuppressWarnings("unchecked") // a manifest has mappings with string keys only
        private Object at(Object at, List<Object> steps) {
            if (steps.isEmpty()) {
                return value;
            }
            Object step = steps.get(0);
            List<Object> rest = steps.subList(1, steps.size());
            if (step instanceof Integer index) {
                List<Object> list =
                        new ArrayList<>(at instanceof List<?> items ? items : List.of());
                if (index > list.size()) {
                    throw pastTheEnd(index, list.size());
                } else if (index == list.size()) {
                    list.add(at(Map.of(), rest));
                } else {
                    list.set(index, at(list.get(index), rest));
                }
                return list;
            }
            Map<String, Object> map =
                    at instanceof Map<?, ?> found
                            ? new LinkedHashMap<>((Map<String, Object>) found)
                            : new LinkedHashMap<>();
            map.put((String) step, at(map.getOrDefault(step, Map.of()), rest));
            return map;
        }

        private SoraException pastTheEnd(int index, int size) {
            return new SoraException(
                    SearchCode.PARAMETER
                            .problem("the path '%s' is past the end of a list".formatted(path))
                            .needs("an index of 0 to %d; the last one adds a value".formatted(size))
                            .have(String.valueOf(index))
                            .fix("correct the index, or make the list longer"));
        }
    }
}
