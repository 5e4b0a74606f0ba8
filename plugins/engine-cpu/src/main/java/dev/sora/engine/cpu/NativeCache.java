// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.nio.file.Path;

/** Where native libraries are unpacked to. */
final class NativeCache {

    private NativeCache() {}

    /** Returns the folder, in which DJL makes one for each version. */
    static Path folder() {
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
