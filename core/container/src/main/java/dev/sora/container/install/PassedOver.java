// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.install;

import dev.sora.container.felix.PluginJar;
import dev.sora.container.store.Staged;
import dev.sora.core.host.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A jar that was to update a plugin and came together with a newer one, as in the folder of a
 * build.
 *
 * @param origin where it came from, for people
 * @param version its version
 * @param newest the version that was taken
 */
public record PassedOver(String origin, String version, String newest) {

    /** A release comes after what only prepares it. */
    private static final Comparator<Version> ORDER =
            Comparator.comparingInt(Version::major)
                    .thenComparingInt(Version::minor)
                    .thenComparingInt(Version::micro)
                    .thenComparing(version -> version.qualifier().isEmpty())
                    .thenComparing(Version::qualifier);

    /** Returns the newest of each plugin, and tells of the others. */
    static List<Staged> newest(List<Staged> staged, Consumer<PassedOver> others) {
        Map<Staged, PluginJar> headers = new LinkedHashMap<>();
        Map<String, String> newest = new LinkedHashMap<>();
        for (Staged jar : staged) {
            PluginJar header = PluginJar.read(jar.jar());
            headers.put(jar, header);
            newest.merge(
                    header.symbolicName(),
                    header.version(),
                    (one, other) -> compare(one, other) >= 0 ? one : other);
        }
        List<Staged> kept = new ArrayList<>();
        headers.forEach(
                (jar, header) -> {
                    String taken = newest.get(header.symbolicName());
                    if (compare(header.version(), taken) == 0) {
                        kept.add(jar);
                    } else {
                        others.accept(new PassedOver(jar.origin(), header.version(), taken));
                    }
                });
        return kept;
    }

    private static int compare(String one, String other) {
        return ORDER.compare(Succession.number(one), Succession.number(other));
    }
}
