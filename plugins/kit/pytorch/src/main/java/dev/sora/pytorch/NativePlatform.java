// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import dev.sora.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The platform of this machine, in the naming scheme of native libraries. */
public final class NativePlatform {

    private NativePlatform() {}

    /** Returns the platform of this machine, such as {@code linux-x86_64}. */
    public static String current() {
        String os = System.getProperty("os.name");
        String prefix = os.startsWith("Windows") ? "win" : os.startsWith("Mac") ? "osx" : "linux";
        String arch = System.getProperty("os.arch");
        return prefix + "-" + (arch.equals("amd64") ? "x86_64" : arch);
    }

    /**
     * Returns the problem of a Linux with another C library, such as Alpine, which has the same
     * platform name; empty if the C library fits.
     *
     * @param engine how the problem names the engine, such as {@code the CPU engine}
     */
    public static Optional<Problem> otherLibc(String engine) {
        if (Files.exists(Path.of("/lib/ld-musl-x86_64.so.1"))
                && Files.notExists(Path.of("/lib64/ld-linux-x86-64.so.2"))) {
            return Optional.of(
                    Problem.of("SORA-5102", engine + " does not run on this Linux")
                            .where(current())
                            .needs("the GNU C library (glibc)")
                            .have("musl")
                            .fix("use an image of Debian, Ubuntu, Fedora or the like"));
        }
        return Optional.empty();
    }
}
