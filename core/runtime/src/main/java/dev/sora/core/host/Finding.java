// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import java.util.List;
import java.util.Optional;

/** The result of a search in the {@link Catalogue}. */
public sealed interface Finding {

    /**
     * The type was found.
     *
     * @param type the type
     * @param plugin the plugin that offers it
     */
    record Found(SoraType type, OfferedPlugin plugin) implements Finding {}

    /**
     * The type was not found.
     *
     * @param reference the requested type
     * @param plugins plugins of the requested name; empty if none was named or none is active
     * @param otherVersions plugins that offer it in another version than requested
     * @param otherKinds other kinds that have a type of that name
     * @param nearest the name that was probably meant
     * @param offered the names of all types of the kind
     * @param bringer the known plugin that offers it
     */
    record Unknown(
            TypeReference reference,
            List<OfferedPlugin> plugins,
            List<OfferedPlugin> otherVersions,
            List<Kind> otherKinds,
            Optional<String> nearest,
            List<String> offered,
            Optional<KnownTypes.Bringer> bringer)
            implements Finding {}

    /** Several plugins offer it. */
    record Ambiguous(TypeReference reference, List<OfferedPlugin> plugins) implements Finding {}

    /** The string does not name a type. */
    record Malformed(String text) implements Finding {}
}
