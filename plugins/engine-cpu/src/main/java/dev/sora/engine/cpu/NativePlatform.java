// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import dev.sora.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** Compares the platform of the bundled native libraries with that of this machine. */
final class NativePlatform {

    private static final String DESCRIPTION = "native/lib/pytorch.properties";

    private NativePlatform() {}

    /** Returns the platform of this machine in the naming scheme of the libraries. */
    static String current() {
        String os = System.getProperty("os.name");
        String prefix = os.startsWith("Windows") ? "win" : os.startsWith("Mac") ? "osx" : "linux";
        String arch = System.getProperty("os.arch");
        return prefix + "-" + (arch.equals("amd64") ? "x86_64" : arch);
    }

    /** Returns why the libraries of the class loader cannot run here; loads no native code. */
    static Optional<Problem> obstacle(ClassLoader loader) {
        Optional<String> bundled = bundled(loader);
        if (!bundled.equals(Optional.of(current()))) {
            return Optional.of(
                    Problem.of(
                                    "SORA-5101",
                                    "the CPU engine has no native libraries for this machine")
                            .where(current())
                            .have(bundled.map(it -> "libraries for " + it).orElse("none"))
                            .fix("install the build of Sora for " + current()));
        }
        // A Linux with another C library, such as Alpine, has the same platform name.
        if (Files.exists(Path.of("/lib/ld-musl-x86_64.so.1"))
                && Files.notExists(Path.of("/lib64/ld-linux-x86-64.so.2"))) {
            return Optional.of(
                    Problem.of("SORA-5102", "the CPU engine does not run on this Linux")
                            .where(current())
                            .needs("the GNU C library (glibc)")
                            .have("musl")
                            .fix("use an image of Debian, Ubuntu, Fedora or the like"));
        }
        return Optional.empty();
    }

    private static Optional<String> bundled(ClassLoader loader) {
        try (InputStream in = loader.getResourceAsStream(DESCRIPTION)) {
            if (in == null) {
                return Optional.empty();
            }
            Properties description = new Properties();
            description.load(in);
            return Optional.ofNullable(description.getProperty("classifier"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
