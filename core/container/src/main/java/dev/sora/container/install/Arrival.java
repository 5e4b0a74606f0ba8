// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.install;

import dev.sora.container.store.InstalledPlugin;
import dev.sora.plugin.Kind;
import java.util.List;

/**
 * What came of one jar that was to be installed.
 *
 * @param plugin the plugin that it holds
 * @param there where the very same jar is at work already; empty if it is new
 * @param replaced the versions that make room for it
 * @param beside its other versions that are at work; empty for what is there already
 * @param types what it offers; empty for what is there already
 */
public record Arrival(
        InstalledPlugin plugin,
        String there,
        List<InstalledPlugin> replaced,
        List<String> beside,
        List<Offer> types) {

    /** Copies the lists. */
    public Arrival {
        replaced = List.copyOf(replaced);
        beside = List.copyOf(beside);
        types = List.copyOf(types);
    }

    /**
     * A type that a plugin offers.
     *
     * @param kind its kind
     * @param name its name
     * @param summary a line about it
     * @param others other plugins that offer the same: manifests have to say which they mean
     */
    public record Offer(Kind kind, String name, String summary, List<String> others) {

        /** Copies the list. */
        public Offer {
            others = List.copyOf(others);
        }
    }

    /** Returns whether it was not there before. */
    public boolean isNew() {
        return there.isEmpty();
    }
}
