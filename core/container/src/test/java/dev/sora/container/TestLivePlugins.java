// SPDX-License-Identifier: Apache-2.0
package dev.sora.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.container.felix.FelixHost;
import dev.sora.container.felix.TestBundle;
import dev.sora.container.store.InstalledPlugin;
import dev.sora.container.store.PluginStore;
import dev.sora.core.host.LivePluginHost;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginLease;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestLivePlugins {

    @TempDir private Path dir;

    private PluginStore store;
    private FelixHost host;
    private LivePlugins plugins;

    @BeforeEach
    void open() throws IOException {
        store = new PluginStore(dir.resolve("home/plugins"));
        host = FelixHost.open(dir.resolve("cache"), "0.3.0");
        host.installAll(List.of(plugin("shipped", "1.0.0")));
        host.start();
        plugins = LivePlugins.open(host, store);
    }

    @AfterEach
    void close() {
        plugins.close();
        host.close();
    }

    private Path plugin(String name, String version) throws IOException {
        return TestBundle.plugin(name, version).writeTo(dir);
    }

    private List<String> offered() {
        return host.offers().stream().map(p -> p.name() + " " + p.version()).toList();
    }

    private List<String> installed() {
        return store.installed().stream().map(InstalledPlugin::toString).toList();
    }

    @Test
    void changesHostAndStoreTogether() throws IOException {
        Path one = plugin("one", "1.0.0");
        List<OfferedPlugin> added = plugins.install(List.of(one, plugin("two", "1.0.0")));
        assertThat(added).extracting(OfferedPlugin::name).containsExactly("one", "two");
        assertThat(plugins.install(List.of(one))).isEmpty();
        plugins.update(List.of(plugin("one", "1.1.0")));
        assertThat(offered()).containsExactly("one 1.1.0", "shipped 1.0.0", "two 1.0.0");
        assertThat(installed()).containsExactly("one 1.1.0", "two 1.0.0");
        plugins.remove(List.of("two"));
        assertThat(offered()).containsExactly("one 1.1.0", "shipped 1.0.0");
        assertThat(installed()).containsExactly("one 1.1.0");
    }

    @Test
    void aRunKeepsWhatItBeganWith() throws IOException {
        plugins.install(List.of(plugin("one", "1.0.0")));
        InstalledPlugin old = store.installed().get(0);
        try (PluginLease lease = host.lease()) {
            plugins.update(List.of(plugin("one", "1.1.0")));
            assertThat(lease.plugins()).extracting(OfferedPlugin::version).contains("1.0.0");
            assertThat(store.jar(old)).exists();
            // Replaces a plugin and restores it, while the run holds the first one.
            plugins.remove(List.of("one"));
            plugins.install(List.of(plugin("one", "1.0.0")));
        }
        assertThat(offered()).containsExactly("one 1.0.0", "shipped 1.0.0");
    }

    @Test
    void letsGoOfJarsOnceTheHostHas() throws IOException {
        plugins.install(List.of(plugin("one", "1.0.0")));
        Path old = store.jar(store.installed().get(0));
        try (PluginLease lease = host.lease()) {
            plugins.update(List.of(plugin("one", "1.1.0")));
            for (int i = 0; i < 5; i++) {
                plugins.refresh();
            }
            store.change(current -> current);
            assertThat(old).exists();
            assertThat(leases()).isEqualTo(2);
            assertThat(lease.plugins()).isNotEmpty();
        }
        plugins.refresh();
        store.change(current -> current);
        assertThat(old).doesNotExist();
        assertThat(store.jar(store.installed().get(0))).exists();
        assertThat(leases()).isEqualTo(1);
    }

    private long leases() throws IOException {
        try (Stream<Path> files = Files.list(store.folder().resolve("leases"))) {
            return files.count();
        }
    }

    @Test
    void changesNothingIfAPluginDoesNotStart() throws IOException {
        plugins.install(List.of(plugin("one", "1.0.0")));
        Path bad =
                TestBundle.plugin("one", "1.1.0")
                        .header("Import-Package", "dev.sora.plugin,com.acme.maths")
                        .writeTo(dir);
        List<Path> both = List.of(plugin("two", "1.0.0"), bad);
        assertThatThrownBy(() -> plugins.update(both)).isInstanceOf(SoraException.class);
        assertThat(offered()).containsExactly("one 1.0.0", "shipped 1.0.0");
        assertThat(installed()).containsExactly("one 1.0.0");
    }

    @Test
    void theHostGoesBackIfTheStoreCannotBeWritten() throws IOException {
        plugins.install(List.of(plugin("one", "1.0.0")));
        Path list = store.folder().resolve("installed.json");
        Path jar = plugin("one", "1.1.0");
        // After the change of the host, the list becomes a folder, which cannot be replaced.
        try (LivePlugins spoiled = LivePlugins.open(new Spoiler(host, list), store)) {
            assertThatThrownBy(() -> spoiled.update(List.of(jar)))
                    .isInstanceOf(SoraException.class)
                    .hasMessageStartingWith("SORA-3202");
        }
        assertThat(offered()).containsExactly("one 1.0.0", "shipped 1.0.0");
    }

    private record Spoiler(FelixHost host, Path list) implements LivePluginHost {

        @Override
        public List<OfferedPlugin> change(List<Path> added, Collection<OfferedPlugin> retired) {
            List<OfferedPlugin> changed = host.change(added, retired);
            try {
                if (Files.isRegularFile(list)) {
                    Files.delete(list);
                    Files.createDirectory(list);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return changed;
        }

        @Override
        public OfferedPlugin replace(Path jar) {
            return host.replace(jar);
        }

        @Override
        public List<OfferedPlugin> inUse() {
            return host.inUse();
        }

        @Override
        public void install(Path jar) {
            host.install(jar);
        }

        @Override
        public void start() {
            host.start();
        }

        @Override
        public List<OfferedPlugin> offers() {
            return host.offers();
        }

        @Override
        public List<Problem> problems() {
            return host.problems();
        }

        @Override
        public void close() {
            host.close();
        }
    }

    @Test
    void followsWhatOthersInstall() throws IOException {
        plugins.install(List.of(plugin("one", "1.0.0")));
        try (LivePlugins other = other()) {
            other.update(List.of(plugin("one", "1.1.0")));
            other.install(List.of(plugin("two", "1.0.0")));
        }
        assertThat(offered()).containsExactly("one 1.0.0", "shipped 1.0.0");
        plugins.refresh();
        assertThat(offered()).containsExactly("one 1.1.0", "shipped 1.0.0", "two 1.0.0");
        Files.copy(plugin("loose", "1.0.0"), store.folder().resolve("loose.jar"));
        store.change(current -> List.of());
        plugins.refresh();
        assertThat(offered()).containsExactly("loose 1.0.0", "shipped 1.0.0");
        Files.delete(store.folder().resolve("loose.jar"));
        assertThat(plugins.refresh()).hasSize(1);
    }

    @Test
    void whatCannotGoKeepsNothingElseFromGoing() throws IOException {
        Path motor =
                TestBundle.named("test.motor", "1.0.0")
                        .body(
                                "motor",
                                """
                                java.util.List.of(new dev.sora.plugin.SoraType() {
                                    public dev.sora.plugin.Kind kind() {
                                        return dev.sora.engine.EngineType.KIND;
                                    }
                                    public dev.sora.plugin.TypeDescriptor descriptor() {
                                        return dev.sora.plugin.TypeDescriptor.of("spin", "Spins.");
                                    }
                                })""")
                        .writeTo(dir);
        plugins.install(List.of(motor, plugin("one", "1.0.0")));
        try (PluginLease lease = host.lease()) {
            store.change(current -> List.of());
            plugins.refresh();
            assertThat(offered()).containsExactly("motor 1.0.0", "shipped 1.0.0");
            assertThat(plugins.problems()).extracting(Problem::code).containsExactly("SORA-3121");
        }
    }

    @Test
    void bringsToWorkWhatAnotherHasInstalledAlready() throws IOException {
        Path jar = plugin("two", "1.0.0");
        try (LivePlugins other = other()) {
            other.install(List.of(jar));
        }
        assertThat(offered()).containsExactly("shipped 1.0.0");
        assertThat(plugins.install(List.of(jar))).isEmpty();
        assertThat(offered()).containsExactly("shipped 1.0.0", "two 1.0.0");
    }

    private LivePlugins other() {
        FelixHost elsewhere = FelixHost.open(dir.resolve("cache"), "0.3.0");
        return LivePlugins.open(elsewhere, store);
    }

    @Test
    void aPluginThatDoesNotStartLeavesTheOneBeforeAtWork() throws IOException {
        plugins.install(List.of(plugin("one", "1.0.0")));
        Files.copy(plugin("good", "1.0.0"), store.folder().resolve("good.jar"));
        Path bad =
                TestBundle.plugin("bad", "1.0.0")
                        .header("Import-Package", "dev.sora.plugin,com.acme.maths")
                        .writeTo(dir);
        Path place = Files.copy(bad, store.folder().resolve("bad.jar"));
        plugins.refresh();
        assertThat(offered()).containsExactly("good 1.0.0", "one 1.0.0", "shipped 1.0.0");
        assertThat(plugins.problems()).extracting(Problem::where).containsExactly(place.toString());
        Files.writeString(store.folder().resolve("installed.json"), "nonsense");
        plugins.refresh();
        assertThat(offered()).contains("one 1.0.0");
        assertThat(plugins.problems()).extracting(Problem::code).contains("SORA-3201");
    }
}
