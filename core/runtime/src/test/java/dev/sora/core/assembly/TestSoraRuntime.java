// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sora.core.host.KnownTypes;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginHost;
import dev.sora.core.manifest.Overrides;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TestSoraRuntime {

    @Test
    void servesUntilItIsClosed() {
        SoraRuntime sora = new SoraRuntime(new NoPlugins(), KnownTypes.none());
        assertThat(sora.plugins()).isEmpty();

        sora.close();
        sora.close();

        Path file = Path.of("model.sora");
        Overrides none = new Overrides(List.of(), Map.of());
        assertThatIllegalStateException().isThrownBy(sora::schema);
        assertThatIllegalStateException().isThrownBy(sora::engineFacts);
        assertThatIllegalStateException().isThrownBy(() -> sora.inspect(file));
        assertThatIllegalStateException().isThrownBy(() -> sora.plan(file, none));
        assertThatIllegalStateException().isThrownBy(() -> sora.open(file));
    }

    private static final class NoPlugins implements PluginHost {

        @Override
        public void install(Path jar) {
            throw new UnsupportedOperationException("there are none");
        }

        @Override
        public void start() {}

        @Override
        public List<OfferedPlugin> offers() {
            return List.of();
        }

        @Override
        public List<Problem> problems() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
