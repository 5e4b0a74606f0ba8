// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.host.OfferedPlugin;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestCycles {

    @TempDir private Path dir;

    private TestBundle link(String name, String other) {
        return TestBundle.plugin(name, "1.0.0")
                .header("Export-Package", "test." + name)
                .header("Import-Package", "dev.sora.plugin,test." + other);
    }

    @Test
    void bundlesThatNeedEachOtherWork() throws Exception {
        try (FelixHost host = FelixHost.open(dir.resolve("cache"), "0.0.0")) {
            host.installAll(
                    List.of(
                            link("ring", "circle").writeTo(dir),
                            link("circle", "ring").writeTo(dir)));
            host.start();
            assertThat(host.problems()).isEmpty();
            assertThat(host.offers())
                    .extracting(OfferedPlugin::name)
                    .containsExactly("circle", "ring");
        }
    }
}
