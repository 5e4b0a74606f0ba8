// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.host.PluginLease;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class TestLiveLeases {

    private static final String GATE = "sora.test.gate";

    @TempDir private Path dir;

    @Test
    void theHostEndsWithTheLastLease() throws Exception {
        Path jar = HostBench.jar(dir, "part", "1.0.0", "one");
        HostBench bench = new HostBench(dir, jar);
        PluginLease lease = bench.host.lease();
        PluginLease another = bench.host.lease();
        bench.close();
        bench.close();
        lease.plugins().get(0).loader().loadClass("test.part.ThePlugin$1");
        assertThatThrownBy(() -> bench.host.lease())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> bench.host.change(List.of(jar), List.of()))
                .isInstanceOf(IllegalStateException.class);
        lease.close();
        assertThat(dir.resolve("cache")).isNotEmptyDirectory();
        another.close();
        another.close();
        assertThat(dir.resolve("cache")).isEmptyDirectory();
    }

    @Test
    @Timeout(180)
    void leasesDoNotWaitForASlowConstructor() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        // A plugin sees only the JDK and the api, so test and plugin communicate through system
        // properties.
        System.getProperties().put(GATE, List.of(entered, gate));
        try (HostBench bench = new HostBench(dir, HostBench.jar(dir, "part", "1.0.0", "one"))) {
            PluginLease lease = bench.host.lease();
            CompletableFuture<?> change =
                    CompletableFuture.supplyAsync(
                            () -> bench.host.change(List.of(slow()), bench.host.offers()));
            assertThat(entered.await(90, TimeUnit.SECONDS)).isTrue();
            bench.host.lease().close();
            lease.close();
            assertThat(bench.offers()).containsExactly("part 1.0.0 one");
            assertThat(bench.host.problems()).isEmpty();
            assertThat(change).isNotDone();
            gate.countDown();
            change.get(90, TimeUnit.SECONDS);
            assertThat(bench.offers()).containsExactly("slow 1.0.0 ");
        } finally {
            System.getProperties().remove(GATE);
        }
    }

    private Path slow() {
        try {
            return TestBundle.named("test.slow", "1.0.0")
                    .service("test.slow.ThePlugin")
                    .source(
                            "test.slow.ThePlugin",
                            """
                            package test.slow;
                            import java.util.concurrent.CountDownLatch;
                            public class ThePlugin implements dev.sora.plugin.SoraPlugin {
                                public ThePlugin() throws InterruptedException {
                                    java.util.List<?> latches = (java.util.List<?>)
                                            System.getProperties().get("sora.test.gate");
                                    ((CountDownLatch) latches.get(0)).countDown();
                                    ((CountDownLatch) latches.get(1)).await();
                                }
                                public String name() { return "slow"; }
                                public java.util.List<dev.sora.plugin.SoraType> types() {
                                    return java.util.List.of();
                                }
                            }
                            """)
                    .writeTo(dir);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStoppedRunGivesBackWhatItHeld() throws Exception {
        try (HostBench bench = new HostBench(dir, HostBench.jar(dir, "part", "1.0.0", "one"))) {
            PluginLease lease = bench.host.lease();
            bench.host.change(List.of(), bench.host.offers());
            Thread.currentThread().interrupt();
            lease.close();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(bench.bundles()).isZero();
        }
    }

    /** Also checks that no later bundle is wired to the one that should have been uninstalled. */
    @Test
    @Timeout(180)
    void aStopThatNeverEndsKeepsNoRunAndNoChange() throws Exception {
        System.setProperty("sora.plugin.stop.seconds", "1");
        CountDownLatch gate = new CountDownLatch(1);
        System.getProperties().put(GATE, gate);
        try (HostBench bench = new HostBench(dir, waiting("stop", "start"), importer("1.0.0"))) {
            assertThat(bench.host.problems()).isEmpty();
            PluginLease lease = bench.host.lease();
            bench.host.change(List.of(), bench.host.offers());
            lease.close();
            bench.host.change(List.of(HostBench.jar(dir, "part", "1.0.0", "one")), List.of());
            assertThat(bench.offers()).containsExactly("part 1.0.0 one");
            assertThatThrownBy(() -> bench.host.change(List.of(importer("1.1.0")), List.of()))
                    .hasMessageContaining("needs a package that no bundle exports");
            gate.countDown();
        } finally {
            System.getProperties().remove(GATE);
            System.clearProperty("sora.plugin.stop.seconds");
        }
    }

    @Test
    @Timeout(180)
    void aStartThatNeverEndsKeepsNoChangeAndNoEnd() throws Exception {
        System.setProperty("sora.plugin.start.seconds", "4");
        System.setProperty("sora.plugin.stop.seconds", "1");
        CountDownLatch gate = new CountDownLatch(1);
        System.getProperties().put(GATE, gate);
        HostBench bench = new HostBench(dir, waiting("start", "stop"));
        try {
            assertThat(bench.host.problems())
                    .extracting(Problem::code)
                    .containsExactly("SORA-3137");
            bench.host.change(List.of(HostBench.jar(dir, "part", "1.0.0", "one")), List.of());
            assertThatThrownBy(() -> bench.host.change(List.of(importer("1.0.0")), List.of()))
                    .hasMessageContaining("needs a package that no bundle exports");
            bench.host.change(List.of(), bench.host.offers());
            bench.close();
        } finally {
            gate.countDown();
            System.getProperties().remove(GATE);
            System.clearProperty("sora.plugin.start.seconds");
            System.clearProperty("sora.plugin.stop.seconds");
        }
    }

    /** Returns an exporter whose activator does not return from one of its two methods. */
    private Path waiting(String here, String notHere) throws IOException {
        return exporting("1.0.0", "one")
                .header("Import-Package", "dev.sora.plugin,dev.sora.setting,org.osgi.framework")
                .header("Bundle-Activator", "test.exporter.Waiting")
                .source(
                        "test.exporter.Waiting",
                        """
                        package test.exporter;
                        import org.osgi.framework.BundleContext;
                        public class Waiting implements org.osgi.framework.BundleActivator {
                            public void %s(BundleContext context) {
                                var gate = (java.util.concurrent.CountDownLatch)
                                        System.getProperties().get("sora.test.gate");
                                while (gate.getCount() > 0) {
                                    java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                                    Thread.interrupted();
                                }
                            }
                            public void %s(BundleContext context) {}
                        }
                        """
                                .formatted(here, notHere))
                .writeTo(dir);
    }

    @Test
    void classesOfAnExporterStayAsLongAsAnImporterDoes() throws Exception {
        Path exporter = exporter("1.0.0", "one");
        Path importer = importer("1.0.0");
        try (HostBench bench = new HostBench(dir, exporter, importer)) {
            assertThat(bench.host.problems()).isEmpty();
            PluginLease lease = bench.host.lease(List.of(bench.offer("importer")));
            ClassLoader held = bench.offer("importer").loader();
            WeakReference<ClassLoader> loader =
                    new WeakReference<>(bench.offer("exporter").loader());
            // The importer is offered the whole time: it keeps the exporter that it was wired to.
            bench.host.change(List.of(), List.of(bench.offer("exporter")));
            assertThat(word(held)).isEqualTo("one");
            bench.host.change(List.of(exporter("1.1.0", "two")), List.of());
            assertThat(word(held)).isEqualTo("one");
            assertThat(bench.offer("importer").loader()).isSameAs(held);
            // A bundle that is added now is wired to the current exporter.
            bench.host.change(List.of(importer("1.1.0")), List.of(bench.offer("importer")));
            assertThat(word(bench.offer("importer").loader())).isEqualTo("two");
            assertThat(word(held)).isEqualTo("one");
            held = null;
            lease.close();
            lease = null;
            HostBench.awaitCollection(loader);
            assertThat(bench.bundles()).isEqualTo(2);
        }
    }

    @Test
    void whatComesTogetherIsWiredTogether() throws Exception {
        try (HostBench bench = new HostBench(dir, exporter("1.0.0", "one"), importer("1.0.0"))) {
            bench.host.change(
                    List.of(exporter("1.1.0", "two"), importer("1.1.0")), bench.host.offers());
            assertThat(word(bench.offer("importer").loader())).isEqualTo("two");
            assertThatThrownBy(
                            () ->
                                    bench.host.change(
                                            List.of(importer("1.2.0")),
                                            List.of(bench.offer("exporter"))))
                    .hasMessageContaining("needs a package that no bundle exports");
            assertThat(bench.offers()).hasSize(2);
        }
    }

    /** Returns the word of the importer's exporter, from a class that is loaded only now. */
    private static String word(ClassLoader importer) throws ReflectiveOperationException {
        return (String) importer.loadClass("test.importer.Reader").getMethod("read").invoke(null);
    }

    private Path exporter(String version, String word) throws IOException {
        return exporting(version, word).writeTo(dir);
    }

    private static TestBundle exporting(String version, String word) {
        return TestBundle.plugin("exporter", version)
                .header("Export-Package", "test.exported;version=\"1.0\"")
                .source(
                        "test.exported.Word",
                        "package test.exported; public class Word { public static String word() {"
                                + " return \"%s\"; } }".formatted(word));
    }

    private Path importer(String version) throws IOException {
        return TestBundle.plugin("importer", version)
                .header("Import-Package", "dev.sora.plugin,dev.sora.setting,test.exported")
                .sources(
                        Map.of(
                                "test.importer.Reader",
                                "package test.importer; public class Reader { public static String"
                                        + " read() { return test.exported.Word.word(); } }",
                                "test.exported.Word",
                                "package test.exported; public class Word { public static String"
                                        + " word() { return \"own\"; } }"))
                .leaveOut("test/exported/")
                .writeTo(dir);
    }
}
