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
}
