// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.install;

import dev.sora.container.store.InstalledPlugin;
import dev.sora.plugin.Kind;
import java.util.List;

/**
 * The result of installing, updating or checking one jar.
 *
 * @param plugin the plugin in the jar
 * @param there the path of the same jar if it was installed already; otherwise empty
 * @param replaced the versions that it replaces
 * @param beside the other versions that stay active; empty if the jar was installed already
 * @param types the types that it offers; empty if the jar was installed already
 */
public record Arrival(
        InstalledPlugin plugin,
        String there,
        List<InstalledPlugin> replaced,
        List<String> beside,
        List<Offer> types) {

    /** Creates a result with copies of the lists. */
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
     * @param summary one line of description
     * @param others other plugins that offer a type of this kind and name; a manifest must then
     *     name the plugin
     */
    public record Offer(Kind kind, String name, String summary, List<String> others) {

        /** Creates an offer with a copy of the list. */
        public Offer {
            others = List.copyOf(others);
        }
    }

    /** Returns whether the jar was not installed before. */
    public boolean isNew() {
        return there.isEmpty();
    }
}
