// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The native libraries of one engine: where they are, and what it means if they do not load. */
public interface NativeLibraries {

    /** Returns how errors name the engine, such as {@code the CPU engine}. */
    String engine();

    /**
     * Returns the folder that errors name: that of the libraries, or to which they are unpacked.
     */
    Path folder();

    /** Returns why the libraries cannot run on this machine; loads no native code. */
    Optional<Problem> obstacle();

    /**
     * Returns the system properties with which DJL finds the libraries. They replace values that
     * the application has set, which are restored after the libraries are loaded.
     */
    default Map<String, String> properties() {
        return Map.of();
    }

    /**
     * Returns the problem of a library that the system refuses to load.
     *
     * @param reason what the system states, and the platform, in one line
     */
    Problem unlinked(String reason);
}
