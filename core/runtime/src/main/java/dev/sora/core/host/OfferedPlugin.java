// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import dev.sora.plugin.SoraType;
import java.util.List;

/**
 * A plugin that is at work, and what it offers.
 *
 * @param name the name its types are qualified by
 * @param version the version of its jar
 * @param location the jar, for messages
 * @param loader the class loader that core makes current when it calls into the plugin
 * @param types its types
 */
public record OfferedPlugin(
        String name, String version, String location, ClassLoader loader, List<SoraType> types) {

    /** Copies the list. */
    public OfferedPlugin {
        types = List.copyOf(types);
    }

    /** As of a record, but without those of its types, which may be records too. */
    @Override
    public int hashCode() {
        return 31 * name.hashCode() + System.identityHashCode(loader);
    }

    /** As of a record; written out, as the JVM takes longer to make one than a start can spare. */
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
