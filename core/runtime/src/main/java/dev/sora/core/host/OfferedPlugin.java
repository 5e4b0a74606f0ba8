// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import dev.sora.plugin.SoraType;
import java.util.List;

/**
 * An active plugin with its types.
 *
 * @param name the name that qualifies its types
 * @param version the version of its jar
 * @param location the jar, for messages
 * @param loader the class loader that is the context class loader during calls of the plugin
 * @param types its types
 */
public record OfferedPlugin(
        String name, String version, String location, ClassLoader loader, List<SoraType> types) {

    /** Copies the list. */
    public OfferedPlugin {
        types = List.copyOf(types);
    }

    /** Excludes the types, which may be records with costly hash codes of their own. */
    @Override
    public int hashCode() {
        return 31 * name.hashCode() + System.identityHashCode(loader);
    }

    /**
     * Written out, because the JVM generates the method of a record at run time, which would delay
     * the start.
     */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof OfferedPlugin plugin
                        && loader == plugin.loader
                        && name.equals(plugin.name)
                        && version.equals(plugin.version)
                        && location.equals(plugin.location)
                        && types.equals(plugin.types);
    }
}
