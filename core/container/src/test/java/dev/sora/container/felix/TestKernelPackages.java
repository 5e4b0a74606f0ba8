// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.SoraException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestKernelPackages {

    @TempDir private Path dir;

    @Test
    void readsWhatTheJarsExport() {
        assertThat(KernelPackages.header()).contains("dev.sora.plugin;", "org.slf4j;");
    }

    /** Tools that merge jars keep one manifest, which exports nothing. */
    @Test
    void refusesJarsThatWereMergedIntoOne() throws Exception {
        Path merged =
                TestBundle.named("merged", "1.0.0")
                        .file("dev/sora/plugin/SoraPlugin.class", "")
                        .writeTo(dir);
        Path folder = Files.createDirectories(dir.resolve("classes/dev/sora/plugin"));
        Files.createFile(folder.resolve("SoraPlugin.class"));
        for (URL place :
                new URL[] {merged.toUri().toURL(), dir.resolve("classes").toUri().toURL()}) {
            try (URLClassLoader loader = new URLClassLoader(new URL[] {place}, null)) {
                assertThatThrownBy(() -> KernelPackages.read(loader))
                        .isInstanceOf(SoraException.class)
                        .hasMessageContaining("SORA-3143");
            }
        }
    }
}
