// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import java.nio.file.Path;

/** Locates the folder to which native libraries are unpacked. */
public final class NativeCache {

    private NativeCache() {}

    /** Returns the folder, in which DJL creates one folder for each version. */
    public static Path folder() {
        String chosen = System.getProperty("DJL_CACHE_DIR", System.getenv("DJL_CACHE_DIR"));
        if (chosen != null) {
            return Path.of(chosen);
        }
        String home = System.getenv("SORA_HOME");
        Path base =
                home == null || home.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".sora")
                        : Path.of(home);
        return base.resolve("cache").resolve("natives").toAbsolutePath();
    }
}
