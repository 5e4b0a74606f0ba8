// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plugin runs with the api that it was built for and all later ones up to the next major. */
final class TestApiVersions {

    @TempDir private Path dir;

    private FelixHost start(String imports) throws IOException {
        Path jar =
                TestBundle.plugin("guest", "1.0.0")
                        .header(
                                "Import-Package",
                                "dev.sora.plugin;version=\"[2.0,3)\",dev.sora.setting;"
                                        + "version=\"[2.0,3)\","
                                        + imports)
                        .writeTo(dir);
        FelixHost host = FelixHost.open(dir.resolve("cache"), "0.3.0");
        host.installAll(List.of(jar));
        host.start();
        return host;
    }

    /** Sora has dev.sora.particle 2.0, dev.sora.combiner 2.0 and dev.sora.source 1.3. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.sora.particle;version=\"[2.0,3)\"",
                "dev.sora.source;version=\"[1.0,2)\"",
                "dev.sora.source;version=\"[1.2,2)\"",
                "dev.sora.combiner;version=\"[2.0,3)\""
            })
    void takesWhatWasBuiltForThisApiOrAnOlderOne(String imports) throws IOException {
        try (FelixHost host = start(imports)) {
            assertThat(host.problems()).isEmpty();
            assertThat(host.offers()).extracting(OfferedPlugin::name).containsExactly("guest");
        }
    }

    @Test
    void refusesWhatWasBuiltForANewerApi() throws IOException {
        refused(
                "dev.sora.combiner;version=\"[2.99,3)\"",
                "dev.sora.combiner [2.99.0,3.0.0)",
                "dev.sora.combiner 2.");
        refused("dev.sora.particle;version=\"[3.0,4)\"", "[3.0.0,4.0.0)", "dev.sora.particle 2.");
    }

    @Test
    void refusesWhatWasBuiltForAnApiThatIsGone() throws IOException {
        refused("dev.sora.particle;version=\"[1.2,2)\"", "[1.2.0,2.0.0)", "dev.sora.particle 2.");
    }

    /** The bundle implements an interface of core, in which a further method would be missing. */
    @Test
    void refusesWhatStandsInForCoreOfAnOlderApi() throws IOException {
        refused(
                "dev.sora.source;version=\"[1.0,1.1)\"",
                "dev.sora.source [1.0.0,1.1.0)",
                "dev.sora.source 1.");
    }

    private void refused(String imports, String needs, String have) throws IOException {
        try (FelixHost host = start(imports)) {
            assertThat(host.offers()).isEmpty();
            Problem problem = host.problems().get(0);
            assertThat(problem.code()).isEqualTo("SORA-3107");
            assertThat(problem.needs()).contains(needs);
            assertThat(problem.have()).startsWith(have).contains("(sora 0.3.0)");
        }
    }
}
