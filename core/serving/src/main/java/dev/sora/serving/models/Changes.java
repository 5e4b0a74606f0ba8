// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.models;

import dev.sora.serving.models.RepositoryScan.Found;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What changed in a repository since the looks before. A change counts if two looks in a row see
 * it: a file may still be written, and a folder be renamed.
 */
final class Changes {

    /** The stamp of each package that was opened, or could not be. */
    private final Map<VersionKey, String> seen = new HashMap<>();

    private final Map<VersionKey, String> changing = new HashMap<>();
    private final Set<VersionKey> missing = new HashSet<>();
    private String identity = "";

    /** Returns every version that the repository has. */
    Set<VersionKey> known() {
        return seen.keySet();
    }

    /** Notes that a package is opened, or cannot be. */
    void tried(VersionKey key, Found found) {
        seen.put(key, found.stamp());
    }

    /** Returns the versions whose packages were removed, and forgets them. */
    Set<VersionKey> gone(RepositoryScan scan) {
        // an empty folder instead of the one before is where a volume was mounted
        if (scan.found().isEmpty() && !scan.identity().equals(identity)) {
            return Set.of();
        }
        identity = scan.identity();
        Set<VersionKey> gone = new LinkedHashSet<>();
        for (VersionKey key : seen.keySet()) {
            if (scan.mayHave(key)) {
                missing.remove(key);
            } else if (!missing.add(key)) {
                gone.add(key);
            }
        }
        seen.keySet().removeAll(gone);
        missing.removeAll(gone);
        return gone;
    }

    /**
     * Returns the packages that are new or other than before.
     *
     * @param first whether nothing is served yet, so that one look is enough
     */
    Map<VersionKey, Found> settled(RepositoryScan scan, boolean first) {
        Map<VersionKey, Found> settled = new LinkedHashMap<>();
        scan.found()
                .forEach(
                        (key, found) -> {
                            boolean same = first || found.stamp().equals(changing.get(key));
                            if (same && !found.stamp().equals(seen.get(key))) {
                                settled.put(key, found);
                            }
                            changing.put(key, found.stamp());
                        });
        changing.keySet().retainAll(scan.found().keySet());
        return settled;
    }
}
