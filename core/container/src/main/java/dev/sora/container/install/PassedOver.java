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
 * A jar that an update left out because a newer version of the plugin was given too, as in the
 * folder of a build.
 *
 * @param origin the source of the jar, for the user
 * @param version its version
 * @param newest the version that was chosen
 */
public record PassedOver(String origin, String version, String newest) {

    /**
     * Orders versions as OSGi does, except that a release comes after its qualified versions, such
     * as snapshots.
     */
    private static final Comparator<Version> ORDER =
            Comparator.comparingInt(Version::major)
                    .thenComparingInt(Version::minor)
                    .thenComparingInt(Version::micro)
                    .thenComparing(version -> version.qualifier().isEmpty())
                    .thenComparing(Version::qualifier);

    /** Returns the newest version of each plugin and reports the others to the consumer. */
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
