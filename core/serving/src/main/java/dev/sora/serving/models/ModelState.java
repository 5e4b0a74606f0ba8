// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.models;

import dev.sora.serving.config.Names;
import dev.sora.serving.refusal.Refusals;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The versions of a model at one moment, and the rules by which one is chosen. Immutable: a change
 * replaces it.
 *
 * @param name the name of the model
 * @param versions the open versions, the newest last
 * @param rules how a version is chosen for a request that names none
 */
public record ModelState(String name, NavigableMap<String, ServedVersion> versions, Rules rules) {

    /**
     * How a version is chosen for a request that names none. Names of versions that are not open
     * have no effect.
     *
     * @param preferred the version; the newest if absent
     * @param aliases versions by further names
     * @param routes the shares of versions; all requests go to the preferred one if empty
     * @param shadow the version that computes the requests as well
     */
    public record Rules(
            Optional<String> preferred,
            Map<String, String> aliases,
            Map<String, Double> routes,
            Optional<String> shadow) {

        /** Every request goes to the newest version. */
        public static final Rules NEWEST =
                new Rules(Optional.empty(), Map.of(), Map.of(), Optional.empty());
    }

    /** Copies the map. */
    public ModelState {
        NavigableMap<String, ServedVersion> sorted = new TreeMap<>(Names.BY_VERSION);
        sorted.putAll(versions);
        versions = Collections.unmodifiableNavigableMap(sorted);
    }

    /** Returns the version that requests without a version go to, apart from routes. */
    public ServedVersion preferred() {
        return rules.preferred()
                .map(versions::get)
                .orElseGet(() -> versions.lastEntry().getValue());
    }

    /**
     * Returns the version for a request.
     *
     * @param wanted a version or an alias; chosen by the rules if absent
     * @throws dev.sora.serving.refusal.RefusedException if there is no such version
     */
    public ServedVersion choose(Optional<String> wanted) {
        if (wanted.isEmpty()) {
            return routed();
        }
        String named = wanted.get();
        ServedVersion version = versions.get(named);
        if (version == null && rules.aliases().containsKey(named)) {
            version = versions.get(rules.aliases().get(named));
        }
        if (version == null) {
            throw Refusals.unknownVersion(name, named, versions.keySet());
        }
        return version;
    }

    private ServedVersion routed() {
        double sum = 0;
        for (Map.Entry<String, Double> route : rules.routes().entrySet()) {
            sum += versions.containsKey(route.getKey()) ? route.getValue() : 0;
        }
        if (sum <= 0) {
            return preferred();
        }
        double at = ThreadLocalRandom.current().nextDouble(sum);
        for (Map.Entry<String, Double> route : rules.routes().entrySet()) {
            ServedVersion version = versions.get(route.getKey());
            if (version != null) {
                at -= route.getValue();
                if (at < 0) {
                    return version;
                }
            }
        }
        return preferred();
    }
}
