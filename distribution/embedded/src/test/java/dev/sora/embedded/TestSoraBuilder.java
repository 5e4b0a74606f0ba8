// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.container.trust.TrustPolicy;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class TestSoraBuilder {

    @Test
    void refusesToBeWithoutPlugins() {
        assertThatThrownBy(() -> EmbeddedSora.builder().build())
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-3141")
                .hasMessageContaining("class path");
        assertThatThrownBy(() -> EmbeddedSora.builder().plugins(new Path[0]).build())
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-3141")
                .hasMessageContaining("an empty list");
    }

    @Test
    void refusesAPolicyThatNothingObeys() {
        SoraBuilder builder =
                EmbeddedSora.builder().plugin(new MemoryData()).trust(TrustPolicy.open());
        assertThatIllegalStateException()
                .isThrownBy(builder::build)
                .withMessageContaining("a policy of trust needs jars");
    }

    @Test
    void offersOneObjectOfEachName() {
        try (EmbeddedSora sora = EmbeddedSora.builder().plugin(new MemoryData()).build()) {
            assertThat(sora.plugins()).extracting(OfferedPlugin::name).containsExactly("memory");
        }
        assertThatThrownBy(
                        () ->
                                EmbeddedSora.builder()
                                        .plugin(new MemoryData())
                                        .plugin(new MemoryData())
                                        .build())
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-3111");
    }
}
