// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import dev.sora.problem.Problem;
import dev.sora.pytorch.NativeCache;
import dev.sora.pytorch.NativeLibraries;
import dev.sora.pytorch.NativePlatform;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** The libraries in this plugin's jar, which DJL unpacks. */
final class CpuLibraries implements NativeLibraries {

    private static final String DESCRIPTION = "native/lib/pytorch.properties";

    private final ClassLoader loader;

    /** Describes the libraries of a class loader: that of this plugin, except in tests. */
    CpuLibraries(ClassLoader loader) {
        this.loader = loader;
    }

    static CpuLibraries own() {
        return new CpuLibraries(CpuLibraries.class.getClassLoader());
    }

    @Override
    public String engine() {
        return "the CPU engine";
    }

    @Override
    public Path folder() {
        return NativeCache.folder();
    }

    @Override
    public Optional<Problem> obstacle() {
        String machine = NativePlatform.current();
        Optional<String> bundled = bundled();
        if (!bundled.equals(Optional.of(machine))) {
            return Optional.of(
                    Problem.of(
                                    "SORA-5101",
                                    "the CPU engine has no native libraries for this machine")
                            .where(machine)
                            .have(bundled.map(it -> "libraries for " + it).orElse("none"))
                            .fix("install the build of Sora for " + machine));
        }
        return NativePlatform.otherLibc(engine());
    }

    @Override
    public Problem unlinked(String reason) {
        return Problem.of("SORA-5105", "PyTorch's libraries could not be loaded")
                .where(folder().toString())
                .have(reason)
                .fix("delete that folder, so that they are unpacked again");
    }

    private Optional<String> bundled() {
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
