// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.store;

import dev.sora.core.host.Version;

/**
 * A plugin that was installed.
 *
 * @param name the name that it has in manifests
 * @param version its version
 * @param bundle the symbolic name of its bundle
 * @param file the name of its jar
 * @param sha256 the jar's digest, in lower-case hexadecimal
 * @param size the jar's bytes
 * @param modified when the jar was written, in nanoseconds since 1970: a jar of the same size and
 *     time is taken for the same without reading it again
 * @param origin where it came from, for people
 * @param installed when it was installed, as ISO 8601 has it
 */
public record InstalledPlugin(
        String name,
        String version,
        String bundle,
        String file,
        String sha256,
        long size,
        long modified,
        String origin,
        String installed) {

    private static final Version NO_VERSION = new Version(0, 0, 0, "");

    /** Returns the version as one that can be compared. */
    public Version number() {
        return Version.parse(version).orElse(NO_VERSION);
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
