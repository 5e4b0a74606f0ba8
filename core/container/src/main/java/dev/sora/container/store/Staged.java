// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.store;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A jar that is in the store and not installed yet.
 *
 * @param jar its path in the store
 * @param sha256 its digest, in lower-case hexadecimal
 * @param size its size in bytes
 * @param modified its modification time, in nanoseconds since 1970
 * @param source the jar that it was copied from
 * @param origin the source of the jar, for the user
 */
public record Staged(
        Path jar, String sha256, long size, long modified, Path source, String origin) {

    /** Returns the entry for the list of installed plugins, with the current time. */
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
