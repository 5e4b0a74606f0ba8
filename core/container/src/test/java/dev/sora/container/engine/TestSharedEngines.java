// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.container.felix.PluginJar;
import dev.sora.container.felix.TestBundle;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An engine is loaded once: deeplearning4j/nd4j issue 1507, where a second class loader could not
 * load the natives.
 */
final class TestSharedEngines {

    @TempDir private Path dir;

    private Path engine(String name) throws IOException {
        return TestBundle.plugin(name, "1.2.0")
                .header("Sora-Exclusive", "native-engine")
                .file("native/lib/natives.properties", "own")
                .writeTo(dir);
    }

    @Test
    void offersOneInstanceForEqualJars() throws IOException {
        Path jar = engine("motor");
        Path copy = Files.copy(jar, dir.resolve("copy.jar"));
        assertThat(SharedEngines.isEngine(jar)).isTrue();

        OfferedPlugin first = SharedEngines.offer(jar);

        assertThat(first.version()).isEqualTo("1.2.0");
        assertThat(first.location()).isEqualTo(jar.toString());
        assertThat(SharedEngines.offer(jar)).isEqualTo(first);
        assertThat(SharedEngines.offer(copy).loader()).isSameAs(first.loader());
        assertThat(SharedEngines.offer(copy).types()).isEqualTo(first.types());
        assertThat(SharedEngines.offer(copy).location()).isEqualTo(copy.toString());
        assertThat(SharedEngines.offer(engine("other")).loader()).isNotSameAs(first.loader());
    }

    /** deepjavalibrary/djl issue 887: natives of another version on the class path. */
    @Test
    void readsItsOwnClassesAndNativesWhereverOthersAre() throws Exception {
        Path jar = engine("motor");
        Path other =
                Files.copy(
                        TestBundle.plugin("motor", "9.0.0")
                                .file("native/lib/natives.properties", "foreign")
                                .file("elsewhere.txt", "parent")
                                .writeTo(Files.createDirectory(dir.resolve("parent"))),
                        dir.resolve("parent.jar"));
        String name = SharedEngines.offer(jar).types().getClass().getName();
        try (EngineLoader parent =
                        new EngineLoader(
                                other.toUri().toURL(), TestSharedEngines.class.getClassLoader());
                EngineLoader loader = new EngineLoader(jar.toUri().toURL(), parent)) {
            List<URL> natives =
                    Collections.list(loader.getResources("native/lib/natives.properties"));
            assertThat(natives).singleElement().asString().contains(jar.getFileName().toString());
            assertThat(loader.getResource("elsewhere.txt")).isNotNull();
            assertThat(loader.loadClass(name)).isSameAs(Class.forName(name));
            String plugin = PluginJar.read(jar).className();
            assertThat(loader.loadClass(plugin).getClassLoader()).isSameAs(loader);
            assertThat(parent.loadClass(plugin).getClassLoader()).isSameAs(parent);
        }
    }

    @Test
    void refusesWhatIsNoPlugin() throws IOException {
        assertThat(SharedEngines.isEngine(TestBundle.plugin("plain", "1.0.0").writeTo(dir)))
                .isFalse();
        assertThat(SharedEngines.isEngine(dir.resolve("none.jar"))).isFalse();
        assertThatThrownBy(() -> SharedEngines.offer(dir.resolve("none.jar")))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-3101");
        Path broken =
                TestBundle.named("broken", "1.0.0")
                        .header("Sora-Exclusive", "native-engine")
                        .service("no.such.Engine")
                        .writeTo(dir);
        assertThatThrownBy(() -> SharedEngines.offer(broken))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-3106")
                .hasMessageContaining("no.such.Engine");
    }
}
