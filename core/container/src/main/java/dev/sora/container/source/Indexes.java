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

/** Combines several indexes; all are opened when plugins are first looked up. */
public final class Indexes {

    private static final Version NO_VERSION = new Version(0, 0, 0, "");

    private final List<String> places;
    private final TrustPolicy policy;
    private List<Offer> offers;

    /**
     * Creates the combination; opens no index yet.
     *
     * @param places folders and URLs, in the order in which they are searched
     * @param policy decides whether an index must be signed, and by whom
     */
    public Indexes(List<String> places, TrustPolicy policy) {
        this.places = List.copyOf(places);
        this.policy = policy;
    }

    /**
     * One version of a plugin in an index.
     *
     * @param place the folder or URL of the index
     * @param index the index
     * @param entry the plugin
     */
    public record Offer(String place, PluginIndex index, PluginIndex.Entry entry) {

        /** Returns the version for comparisons. */
        public Version number() {
            return Version.parse(entry.version()).orElse(NO_VERSION);
        }

        /**
         * Fetches the jar and checks its size and digest.
         *
         * @param folder the target folder
         */
        public Candidate fetch(Path folder) {
            return new Candidate(
                    index.fetch(entry, folder),
                    "%s@%s in %s".formatted(entry.name(), entry.version(), place));
        }
    }

    /** Returns the folders and URLs of the indexes. */
    public List<String> places() {
        return places;
    }

    /**
     * Returns the plugins of all indexes, in the order of the indexes.
     *
     * @throws dev.sora.problem.SoraException if an index cannot be read or is not trusted
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

    /**
     * Returns the newest version of a plugin within a range; of equal versions, that of the first
     * index.
     */
    public Optional<Offer> newest(String name, Optional<VersionRange> range) {
        Comparator<Offer> order = Comparator.comparing(Offer::number);
        return offers().stream()
                .filter(offer -> offer.entry().name().equals(name))
                .filter(offer -> range.isEmpty() || range.get().includes(offer.number()))
                // Of equal elements, max would return the last.
                .reduce((one, other) -> order.compare(other, one) > 0 ? other : one);
    }
}
