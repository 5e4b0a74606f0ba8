// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.source;

import dev.sora.core.host.Version;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Orders version strings and selects the newest release, by the conventions of Maven. */
final class Releases {

    /** Matches versions that are named as previews of a release. */
    private static final Pattern EARLY =
            Pattern.compile("(?:^|.*[.-])(?:alpha|beta|milestone|rc|cr|ea|pre|preview|dev|m\\d).*");

    private static final Comparator<String> ORDER =
            Comparator.comparing((String version) -> number(version).orElse(null))
                    .thenComparing(Comparator.naturalOrder());

    private Releases() {}

    /** Returns the newest release; if there is none, the newest preview. Snapshots do not count. */
    static Optional<String> newest(Collection<String> versions) {
        List<String> releases =
                versions.stream().filter(v -> number(v).isPresent() && !isSnapshot(v)).toList();
        Optional<String> whole = releases.stream().filter(version -> !isEarly(version)).max(ORDER);
        return whole.isPresent() ? whole : releases.stream().max(ORDER);
    }

    static boolean isSnapshot(String version) {
        return version.endsWith("-SNAPSHOT");
    }

    private static boolean isEarly(String version) {
        return EARLY.matcher(version.toLowerCase(Locale.ROOT)).matches();
    }

    /** Returns the versions in ascending order; strings that are not versions come last. */
    static List<String> sorted(Collection<String> versions) {
        return versions.stream()
                .sorted(
                        Comparator.comparing((String version) -> number(version).isEmpty())
                                .thenComparing(
                                        version -> number(version).orElse(new Version(0, 0, 0, "")))
                                .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static Optional<Version> number(String version) {
        return Version.parse(version);
    }
}
