// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.source;

import dev.sora.container.index.PluginIndex;
import dev.sora.container.trust.TrustPolicy;
import dev.sora.core.host.Version;
import dev.sora.core.host.VersionRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Several indexes as one; each is opened when something is first looked for. */
public final class Indexes {

    private static final Version NO_VERSION = new Version(0, 0, 0, "");

    private final List<String> places;
    private final TrustPolicy policy;
    private List<Offer> offers;

    /**
     * Creates them.
     *
     * @param places folders and URLs, in the order in which they are asked
     */
    public Indexes(List<String> places, TrustPolicy policy) {
        this.places = List.copyOf(places);
        this.policy = policy;
    }

    /**
     * A plugin in one version, and who offers it.
     *
     * @param place the index
     * @param index the index
     * @param entry the plugin
     */
    public record Offer(String place, PluginIndex index, PluginIndex.Entry entry) {

        /** Returns the version as one that can be compared. */
        public Version number() {
            return Version.parse(entry.version()).orElse(NO_VERSION);
        }

        /**
         * Fetches the jar, checked against the index.
         *
         * @param folder where it goes
         */
        public Candidate fetch(Path folder) {
            return new Candidate(
                    index.fetch(entry, folder),
                    "%s@%s in %s".formatted(entry.name(), entry.version(), place));
        }
    }

    /** Returns where is looked. */
    public List<String> places() {
        return places;
    }

    /**
     * Returns everything on offer, in the order of the indexes.
     *
     * @throws dev.sora.problem.SoraException if an index cannot be read or is not to be trusted
     */
    public synchronized List<Offer> offers() {
        if (offers == null) {
            List<Offer> found = new ArrayList<>();
            for (String place : places) {
                PluginIndex index = PluginIndex.open(place, policy);
                index.entries().forEach(entry -> found.add(new Offer(place, index, entry)));
            }
            offers = List.copyOf(found);
        }
        return offers;
    }

    /** Returns the newest version of a plugin; of equal ones that of the first index. */
    public Optional<Offer> newest(String name, Optional<VersionRange> range) {
        Comparator<Offer> order = Comparator.comparing(Offer::number);
        return offers().stream()
                .filter(offer -> offer.entry().name().equals(name))
                .filter(offer -> range.isEmpty() || range.get().includes(offer.number()))
                // Of equal ones, max would take the last.
                .reduce((one, other) -> order.compare(other, one) > 0 ? other : one);
    }
}
