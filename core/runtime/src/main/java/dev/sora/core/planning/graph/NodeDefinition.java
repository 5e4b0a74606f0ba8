// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.graph;

import dev.sora.core.host.Finding.Found;
import dev.sora.core.plan.Node.NamedMetric;
import dev.sora.core.plan.NodeKeys;
import dev.sora.core.plan.Source;
import dev.sora.core.planning.settings.Section;
import dev.sora.plugin.Kind;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node as defined by its own section, before it is connected to others.
 *
 * @param name its name
 * @param kind its kind
 * @param section its section
 * @param found its type, if it was found
 * @param settings its settings, without those that are wrong
 * @param from the sources of its signals, as far as they can be read
 * @param count the size of the generation; 0 if it cannot be read
 * @param broken whether a problem was found in the section
 * @param output the keys of core for an output
 * @param keys the keys on its weights
 */
public record NodeDefinition(
        String name,
        Kind kind,
        Section section,
        Optional<Found> found,
        Settings settings,
        List<Reference> from,
        int count,
        boolean broken,
        OutputKeys output,
        NodeKeys keys) {

    /**
     * The keys of core for an output.
     *
     * @param lossWeight the weight of its loss in the sum
     * @param metrics its metrics
     */
    public record OutputKeys(double lossWeight, List<NamedMetric> metrics) {

        /** The values for a node that is not an output, or that has none of these keys. */
        static final OutputKeys NONE = new OutputKeys(1, List.of());
    }

    /** Creates the definition of a node that cannot be read. */
    static NodeDefinition unread(String name, Kind kind, Section section) {
        return new NodeDefinition(
                name,
                kind,
                section,
                Optional.empty(),
                Settings.of(List.of(), Map.of()),
                List.of(),
                0,
                true,
                OutputKeys.NONE,
                NodeKeys.NONE);
    }

    /**
     * A source, and its place in the manifest.
     *
     * @param source the source
     * @param path the path of the string that names it
     */
    record Reference(Source source, String path) {}

    public boolean is(Kind of) {
        return kind.equals(of);
    }

    NodeDefinition asBroken() {
        return new NodeDefinition(
                name, kind, section, found, settings, from, count, true, output, keys);
    }

    public String path() {
        return section.path();
    }
}
