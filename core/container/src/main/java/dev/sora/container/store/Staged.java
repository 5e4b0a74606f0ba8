// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.store;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A jar that lies in the store and is not installed yet.
 *
 * @param jar where it lies
 * @param sha256 its digest
 * @param size its bytes
 * @param modified when it was written, in nanoseconds since 1970
 * @param source the jar that it was copied from
 * @param origin where that came from, for people
 */
public record Staged(
        Path jar, String sha256, long size, long modified, Path source, String origin) {

    /** Returns the plugin that it is. */
    public InstalledPlugin as(String name, String version, String bundle) {
        return new InstalledPlugin(
                name,
                version,
                bundle,
                jar.getFileName().toString(),
                sha256,
                size,
                modified,
                origin,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
