// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginLease;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TestLiveChange {

    @TempDir private Path dir;
    private Path first;
    private Path second;

    @BeforeEach
    void write() throws IOException {
        first = HostBench.jar(dir, "part", "1.0.0", "one");
        second = HostBench.jar(dir, "part", "1.1.0", "two");
    }

    @Test
    void replacesAPluginInOneStep() throws Exception {
        try (HostBench bench = new HostBench(dir, first)) {
            WeakReference<ClassLoader> old = new WeakReference<>(bench.offer("part").loader());
            List<OfferedPlugin> added =
                    bench.host.change(List.of(second), List.of(bench.offer("part")));
            assertThat(added).containsExactly(bench.offer("part"));
            assertThat(bench.offers()).containsExactly("part 1.1.0 two");
            assertThat(bench.bundles()).isEqualTo(1);
            HostBench.awaitCollection(old);
        }
    }

    @Test
    void replacesAllVersionsAlsoIfTheirJarsAreGone() throws Exception {
        try (HostBench bench = new HostBench(dir, first)) {
            Files.delete(first);
            OfferedPlugin added = bench.host.replace(second);
            assertThat(bench.host.offers()).containsExactly(added);
            assertThat(bench.offers()).containsExactly("part 1.1.0 two");
        }
    }

    @Test
    void keepsOneVersionWhenSeveralThreadsReplaceIt() throws Exception {
        List<Path> jars =
                List.of(
                        second,
                        HostBench.jar(dir, "part", "1.2.0", "three"),
                        HostBench.jar(dir, "part", "1.3.0", "four"));
        try (HostBench bench = new HostBench(dir, first)) {
            List<CompletableFuture<OfferedPlugin>> all =
                    jars.stream()
                            .map(
                                    jar ->
                                            CompletableFuture.supplyAsync(
                                                    () -> bench.host.replace(jar)))
                            .toList();
            List<OfferedPlugin> added = all.stream().map(CompletableFuture::join).toList();
            assertThat(bench.host.offers()).singleElement().isIn(added);
        }
    }

    @Test
    void refusesANameThatAPluginOutsideHas() throws Exception {
        try (HostBench bench = new HostBench(dir, first)) {
            OfferedPlugin outside =
                    new OfferedPlugin("part", "1.1.0", "application", null, List.of());
            bench.host.reserve(List.of(outside));
            assertThatThrownBy(() -> bench.host.replace(second))
                    .isInstanceOf(SoraException.class)
                    .hasMessageContaining("SORA-3111");
            assertThat(bench.offers()).containsExactly("part 1.0.0 one");
        }
    }

    @Test
    void whatIsHeldStaysAndLoadsItsClassesToTheEnd() throws Exception {
        try (HostBench bench = new HostBench(dir, first)) {
            PluginLease lease = bench.host.lease();
            bench.host.change(List.of(second), bench.host.offers());
            OfferedPlugin held = lease.plugins().get(0);
            assertThat(bench.offers()).containsExactly("part 1.1.0 two");
            assertThat(HostBench.types(held)).isEqualTo("one");
            assertThat(held.loader().loadClass("test.part.ThePlugin").getClassLoader())
                    .isSameAs(held.loader());
            assertThat(bench.bundles()).isEqualTo(2);
            lease.close();
            lease.close();
            assertThat(bench.bundles()).isEqualTo(1);
            assertThatThrownBy(() -> bench.host.lease(List.of(held)))
                    .hasMessageContaining("SORA-3120");
            assertThatThrownBy(() -> bench.host.change(List.of(), List.of(held)))
                    .hasMessageContaining("SORA-3120");
        }
    }

    /** Each way in which a new version can fail, at the step where it fails. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "file",
                "bundle",
                "header",
                "package",
                "activator",
                "thrown",
                "assert",
                "error",
                "name"
            })
    void aVersionThatFailsChangesNothing(String how) throws Exception {
        Path other = HostBench.jar(dir, "other", "1.0.0", "three");
        try (HostBench bench = new HostBench(dir, first, other);
                PluginLease before = bench.host.lease()) {
            Path good = HostBench.jar(dir, "extra", "1.0.0", "four");
            Path bad = Failing.jar(dir, how);
            assertThatThrownBy(
                            () ->
                                    bench.host.change(
                                            List.of(good, bad), List.of(bench.offer("part"))))
                    .isInstanceOfSatisfying(
                            SoraException.class,
                            e ->
                                    assertThat(e.problems())
                                            .singleElement()
                                            .extracting(Problem::where)
                                            .isEqualTo(bad.toString()));
            assertThat(bench.host.offers()).isEqualTo(before.plugins());
            assertThat(bench.host.problems()).isEmpty();
            assertThat(bench.bundles()).isEqualTo(2);
            bench.host.change(List.of(second), List.of(bench.offer("part")));
            assertThat(bench.offers()).containsExactly("other 1.0.0 three", "part 1.1.0 two");
        }
    }

    @Test
    void aVersionComesBackWhileItIsStillHeld() throws Exception {
        try (HostBench bench = new HostBench(dir, first)) {
            PluginLease lease = bench.host.lease();
            bench.host.change(List.of(second), bench.host.offers());
            bench.host.change(List.of(first), bench.host.offers());
            assertThat(bench.offers()).containsExactly("part 1.0.0 one");
            assertThat(bench.offer("part").loader()).isNotSameAs(lease.plugins().get(0).loader());
            lease.close();
            assertThat(bench.bundles()).isEqualTo(1);
            assertThat(bench.offers()).containsExactly("part 1.0.0 one");
            bench.offer("part").loader().loadClass("test.part.ThePlugin$1");
        }
    }

    @Test
    void aJarThatWasBuiltAgainReplacesItself() throws Exception {
        try (HostBench bench = new HostBench(dir, first);
                PluginLease lease = bench.host.lease()) {
            Path again =
                    HostBench.jar(
                            Files.createDirectory(dir.resolve("new")), "part", "1.0.0", "uno");
            Files.move(again, first, StandardCopyOption.REPLACE_EXISTING);
            bench.host.change(List.of(first), bench.host.offers());
            assertThat(bench.offers()).containsExactly("part 1.0.0 uno");
            OfferedPlugin held = lease.plugins().get(0);
            assertThat(held.loader().loadClass("test.part.ThePlugin$1").getClassLoader())
                    .isSameAs(held.loader());
        }
    }

    @Test
    void aSingletonIsReplacedAsWell() throws Exception {
        Path one = singleton("1.0.0");
        Path two = singleton("1.1.0");
        try (HostBench bench = new HostBench(dir, one)) {
            bench.host.change(List.of(two), bench.host.offers());
            assertThat(bench.offers()).containsExactly("lone 1.1.0 ");
        }
    }

    private Path singleton(String version) throws IOException {
        return TestBundle.plugin("lone", version)
                .header("Bundle-SymbolicName", "test.lone;singleton:=true")
                .writeTo(dir);
    }

    @Test
    void anEngineAtWorkCannotBeMovedNorDoubled() throws Exception {
        Path engine = engine("1.0.0");
        Path newer = engine("1.1.0");
        try (HostBench bench = new HostBench(dir, engine)) {
            OfferedPlugin offered = bench.offer("motor");
            try (PluginLease lease = bench.host.lease(List.of(offered))) {
                assertThatThrownBy(() -> bench.host.change(List.of(newer), List.of(offered)))
                        .hasMessageContaining("SORA-3121");
                assertThatThrownBy(() -> bench.host.change(List.of(newer), List.of()))
                        .hasMessageContaining("SORA-3121");
                assertThat(bench.host.offers()).isEqualTo(lease.plugins());
                assertThat(bench.bundles()).isEqualTo(1);
            }
            bench.host.change(List.of(newer), List.of(offered));
            assertThat(bench.offers()).containsExactly("motor 1.1.0 spin");
        }
    }

    private Path engine(String version) throws IOException {
        return TestBundle.named("test.motor", version)
                .service("test.motor.ThePlugin")
                .source("test.motor.ThePlugin", Failing.engineSource())
                .writeTo(dir);
    }

    @Test
    void forgetsTheProblemsOfWhatWasReplaced() throws Exception {
        Path bad = Failing.jar(dir, "package");
        Path broken = Files.writeString(dir.resolve("broken.jar"), "no jar");
        Path copy = Files.copy(first, dir.resolve("copy.jar"));
        try (HostBench bench = new HostBench(dir, first, bad, broken, copy)) {
            assertThat(bench.host.problems())
                    .extracting(Problem::where)
                    .containsExactlyInAnyOrder(bad.toString(), broken.toString(), copy.toString());
            assertThat(bench.bundles()).isEqualTo(1);
            bench.host.change(List.of(HostBench.jar(dir, "bad", "3.0.0", "bad")), List.of());
            assertThat(bench.host.problems())
                    .extracting(Problem::where)
                    .containsExactlyInAnyOrder(broken.toString(), copy.toString());
            Files.copy(
                    HostBench.jar(dir, "mended", "1.0.0", "m"),
                    broken,
                    StandardCopyOption.REPLACE_EXISTING);
            bench.host.change(List.of(broken), List.of(bench.offer("part")));
            assertThat(bench.host.problems()).isEmpty();
        }
    }
}
