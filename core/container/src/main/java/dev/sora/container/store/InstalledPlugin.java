// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.store;

import dev.sora.core.host.Version;

/**
 * An entry of the list of installed plugins.
 *
 * @param name the name of the plugin in manifests
 * @param version its version
 * @param bundle the symbolic name of its bundle
 * @param file the file name of its jar
 * @param sha256 the digest of the jar, in lower-case hexadecimal
 * @param size the size of the jar in bytes
 * @param modified the modification time of the jar, in nanoseconds since 1970; a jar whose size and
 *     time are unchanged is not read again to verify it
 * @param origin the source of the jar, for the user
 * @param installed the time of installation, in ISO 8601
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

    /** Returns the version for comparisons; 0.0.0 if it cannot be parsed. */
    public Version number() {
        return Version.parse(version).orElse(NO_VERSION);
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
