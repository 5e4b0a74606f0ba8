// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.core.host.Finding.Found;
import dev.sora.core.plan.Node.NamedMetric;
import dev.sora.plugin.Kind;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node as far as its own section tells, before it is joined to others.
 *
 * @param name its name
 * @param kind its kind
 * @param section its section
 * @param found its type, if there is one
 * @param settings its settings; without those that are wrong
 * @param from where its signals come from, as far as that can be read
 * @param count the size of the generation; 0 if it cannot be read
 * @param broken whether something was wrong with the section
 * @param output what is said of an output
 * @param keys what is said of its weights
 */
record NodeDefinition(
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
     * What core's own keys of an output say.
     *
     * @param lossWeight the weight of its loss in the sum
     * @param metrics its metrics
     */
    record OutputKeys(double lossWeight, List<NamedMetric> metrics) {

        /** Those of a node that is not an output, or that has none of these keys. */
        static final OutputKeys NONE = new OutputKeys(1, List.of());
    }

    /** Creates the draft of a node that cannot be read. */
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
     * A source, and where the manifest names it.
     *
     * @param source the source
     * @param path the path of the text that names it
     */
    record Reference(Source source, String path) {}

    boolean is(Kind of) {
        return kind.equals(of);
    }

    NodeDefinition asBroken() {
        return new NodeDefinition(
                name, kind, section, found, settings, from, count, true, output, keys);
    }

    String path() {
        return section.path();
    }
}
