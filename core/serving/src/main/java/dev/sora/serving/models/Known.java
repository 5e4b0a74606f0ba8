// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.models;

import dev.sora.serving.config.Names;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which versions there are, and how they stand: the state after the last change of the library. Any
 * thread may ask; none waits while a package opens.
 */
public final class Known {

    private static final Comparator<VersionKey> ORDER =
            Comparator.comparing(VersionKey::name)
                    .thenComparing(VersionKey::version, Names.BY_VERSION);

    private static final String UNLOADED = "unloaded";

    private final Models models;

    /** Every version, and why it is not served if it is not. The map is never changed. */
    private volatile Map<VersionKey, String> versions = Map.of();

    Known(Models models) {
        this.models = models;
    }

    /**
     * How a version stands.
     *
     * @param served whether it is served
     * @param reason why it is not, or why its newest package is not; otherwise empty
     */
    public record Standing(boolean served, String reason) {}

    /** Replaces the state. */
    void publish(Set<VersionKey> all, Map<VersionKey, String> failures) {
        Map<VersionKey, String> next = new TreeMap<>(ORDER);
        all.forEach(key -> next.put(key, UNLOADED));
        next.putAll(failures);
        versions = Collections.unmodifiableMap(next);
    }

    /** Returns whether a model is known, whether or not it is served. */
    public boolean has(String name) {
        return names().contains(name);
    }

    /** Returns the names of the models, whether or not they are served. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(models.names());
        versions.keySet().forEach(key -> names.add(key.name()));
        return names;
    }

    /** Returns how every version that is known stands. */
    public Map<VersionKey, Standing> index() {
        Map<VersionKey, String> now = versions;
        Map<VersionKey, Standing> index = new TreeMap<>(ORDER);
        now.forEach((key, reason) -> index.put(key, new Standing(false, reason)));
        for (ModelState state : models.all()) {
            for (String version : state.versions().keySet()) {
                VersionKey key = new VersionKey(state.name(), version);
                String reason = now.getOrDefault(key, "");
                index.put(key, new Standing(true, reason.equals(UNLOADED) ? "" : reason));
            }
        }
        return index;
    }
}
