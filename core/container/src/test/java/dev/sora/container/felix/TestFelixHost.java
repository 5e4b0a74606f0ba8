// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestFelixHost {

    @TempDir private Path dir;

    private FelixHost start(Path... jars) {
        FelixHost host = FelixHost.open(dir.resolve("cache"), "0.1.0");
        host.installAll(List.of(jars));
        host.start();
        return host;
    }

    /** Starts the jars, checks that only the first is refused, and returns why. */
    private Problem refusal(Path bad, Path... others) throws IOException {
        Path good = TestBundle.plugin("good", "1.0.0").writeTo(dir);
        Path[] jars = Stream.concat(Stream.of(bad, good), Stream.of(others)).toArray(Path[]::new);
        try (FelixHost host = start(jars)) {
            assertThat(host.offers()).extracting(OfferedPlugin::name).contains("good");
            assertThat(host.problems()).hasSize(1);
            return host.problems().get(0);
        }
    }

    @Test
    void offersWhatAPluginOffers() throws IOException {
        Path jar =
                TestBundle.named("test.good", "1.2.3")
                        .body("good", "java.util.List.of(type(\"conv2d\"), type(\"pool\"))")
                        .writeTo(dir);
        try (FelixHost host = start(jar)) {
            assertThat(host.problems()).isEmpty();
            OfferedPlugin plugin = host.offers().get(0);
            assertThat(plugin.name()).isEqualTo("good");
            assertThat(plugin.version()).isEqualTo("1.2.3");
            assertThat(plugin.location()).isEqualTo(jar.toString());
            assertThat(plugin.types())
                    .extracting(type -> type.descriptor().name())
                    .containsExactly("conv2d", "pool");
            assertThat(plugin.types().get(0).getClass().getClassLoader()).isSameAs(plugin.loader());
        }
    }

    @Test
    void createsAPluginWithItsOwnContextClassLoader() throws IOException {
        Path jar =
                TestBundle.named("test.context", "1.0.0")
                        .service("test.context.ThePlugin")
                        .source(
                                "test.context.ThePlugin",
                                """
                                package test.context;
                                public class ThePlugin implements dev.sora.plugin.SoraPlugin {
                                    private final boolean own =
                                            Thread.currentThread().getContextClassLoader()
                                                    == ThePlugin.class.getClassLoader();
                                    public String name() { return own ? "own" : "foreign"; }
                                    public java.util.List<dev.sora.plugin.SoraType> types() {
                                        return java.util.List.of();
                                    }
                                }
                                """)
                        .writeTo(dir);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (FelixHost host = start(jar)) {
            assertThat(host.offers()).extracting(OfferedPlugin::name).containsExactly("own");
        }
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void twoVersionsOfAPluginStandSideBySide() throws IOException {
        try (FelixHost host =
                start(
                        TestBundle.plugin("twin", "1.0.0").writeTo(dir),
                        TestBundle.plugin("twin", "2.0.0").writeTo(dir))) {
            assertThat(host.problems()).isEmpty();
            assertThat(host.offers())
                    .extracting(OfferedPlugin::version)
                    .containsExactly("1.0.0", "2.0.0");
        }
    }

    @Test
    void twoPluginsMayOfferOneTypeName() throws IOException {
        String types = "java.util.List.of(type(\"conv2d\"))";
        try (FelixHost host =
                start(
                        TestBundle.named("test.a", "1.0.0").body("a", types).writeTo(dir),
                        TestBundle.named("test.b", "1.0.0").body("b", types).writeTo(dir))) {
            assertThat(host.problems()).isEmpty();
            assertThat(host.offers()).hasSize(2);
        }
    }

    @Test
    void namesTheApiVersionThatAPluginWasBuiltFor() throws IOException {
        Path jar =
                TestBundle.plugin("old", "1.4.0")
                        .header("Import-Package", "dev.sora.plugin;version=\"[0.3,1)\"")
                        .writeTo(dir);
        assertThat(refusal(jar))
                .isEqualTo(
                        new Problem(
                                "SORA-3107",
                                "plugin 'test.old' 1.4.0 was built for another api of Sora",
                                jar.toString(),
                                "dev.sora.plugin [0.3.0,1.0.0)",
                                "dev.sora.plugin 2.0.0 (sora 0.1.0)",
                                "install the plugin's version for sora 0.1.0, or rebuild it"));
    }

    @Test
    void namesThePackageThatNobodyOffers() throws IOException {
        Path jar =
                TestBundle.plugin("needy", "1.0.0")
                        .header("Import-Package", "dev.sora.plugin,com.acme.maths;version=\"3.1\"")
                        .writeTo(dir);
        Problem problem = refusal(jar);
        assertThat(problem.code()).isEqualTo("SORA-3108");
        assertThat(problem.needs()).isEqualTo("com.acme.maths 3.1.0 or newer");
        assertThat(problem.where()).isEqualTo(jar.toString());
    }

    @Test
    void namesTheRootOfAChainOnce() throws IOException {
        Path root =
                TestBundle.plugin("root", "1.0.0")
                        .header("Import-Package", "dev.sora.plugin,com.acme.maths")
                        .header("Export-Package", "test.root")
                        .writeTo(dir);
        Path victim =
                TestBundle.plugin("victim", "1.0.0")
                        .header("Import-Package", "dev.sora.plugin,test.root")
                        .writeTo(dir);
        Problem problem = refusal(root, victim);
        assertThat(problem.where()).isEqualTo(root.toString());
        assertThat(problem.message()).endsWith("also not started because of it: test.victim");
    }

    @Test
    void namesTheJavaThatAPluginNeeds() throws IOException {
        Path jar =
                TestBundle.plugin("modern", "1.0.0")
                        .header(
                                "Require-Capability",
                                "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"")
                        .writeTo(dir);
        Problem problem = refusal(jar);
        assertThat(problem.code()).isEqualTo("SORA-3109");
        assertThat(problem.needs()).isEqualTo("Java 99");
        assertThat(problem.have()).isEqualTo("Java " + Runtime.version().feature());
    }

    @Test
    void survivesAConstructorThatThrows() throws IOException {
        Path jar =
                TestBundle.named("test.bad", "1.0.0")
                        .service("test.bad.ThePlugin")
                        .source(
                                "test.bad.ThePlugin",
                                """
                                package test.bad;
                                public class ThePlugin implements dev.sora.plugin.SoraPlugin {
                                    public ThePlugin() { throw new IllegalStateException("oh"); }
                                    public String name() { return "bad"; }
                                    public java.util.List<dev.sora.plugin.SoraType> types() {
                                        return null;
                                    }
                                }
                                """)
                        .writeTo(dir);
        Problem problem = refusal(jar);
        assertThat(problem.code()).isEqualTo("SORA-3106");
        assertThat(problem.message()).isEqualTo("plugin 'test.bad' 1.0.0 failed to start");
        assertThat(problem.have()).isEqualTo("java.lang.IllegalStateException: oh");
    }

    @Test
    void survivesTypesThatThrowOrAreMissing() throws IOException {
        Path broken =
                TestBundle.named("test.broken", "1.0.0")
                        .body("broken", "java.util.List.of(type(\"Not A Name\"))")
                        .writeTo(dir);
        assertThat(refusal(broken).have()).contains("type name 'Not A Name' must match");
        Path none = TestBundle.named("test.none", "1.0.0").body("none", "null").writeTo(dir);
        assertThat(refusal(none).code()).isEqualTo("SORA-3106");
    }

    @Test
    void refusesATypeOfferedTwice() throws IOException {
        Path jar =
                TestBundle.named("test.twice", "1.0.0")
                        .body("twice", "java.util.List.of(type(\"conv2d\"), type(\"conv2d\"))")
                        .writeTo(dir);
        Problem problem = refusal(jar);
        assertThat(problem.code()).isEqualTo("SORA-3112");
        assertThat(problem.message())
                .isEqualTo("plugin 'twice' offers the particle 'conv2d' twice");
    }

    @Test
    void refusesANameThatNoManifestCouldUse() throws IOException {
        Path jar =
                TestBundle.named("test.caps", "1.0.0")
                        .body("Caps", "java.util.List.of()")
                        .writeTo(dir);
        Problem problem = refusal(jar);
        assertThat(problem.code()).isEqualTo("SORA-3110");
        assertThat(problem.have()).isEqualTo("Caps");
    }

    @Test
    void refusesTwoPluginsOfOneNameAndVersion() throws IOException {
        Path one =
                TestBundle.named("x.one", "1.0.0").body("same", "java.util.List.of()").writeTo(dir);
        Path two =
                TestBundle.named("x.two", "1.0.0").body("same", "java.util.List.of()").writeTo(dir);
        try (FelixHost host = start(one, two)) {
            assertThat(host.offers()).hasSize(1);
            assertThat(host.problems())
                    .singleElement()
                    .extracting(Problem::code, Problem::where, Problem::have)
                    .containsExactly("SORA-3111", two.toString(), one.toString());
        }
    }

    @Test
    void refusesACopyOfAnInstalledBundle() throws IOException {
        Path jar = TestBundle.plugin("copy", "1.0.0").writeTo(dir);
        Path copy = Files.copy(jar, dir.resolve("copied.jar"));
        try (FelixHost host = start(jar, copy)) {
            assertThat(host.offers()).hasSize(1);
            assertThat(host.problems())
                    .singleElement()
                    .extracting(Problem::code, Problem::where, Problem::have)
                    .containsExactly("SORA-3111", copy.toString(), jar.toString());
        }
    }

    @Test
    void twoHostsShareACacheAndLeaveNothingInIt() throws IOException {
        Path jar = TestBundle.plugin("good", "1.0.0").writeTo(dir);
        try (FelixHost one = start(jar);
                FelixHost two = start(jar)) {
            assertThat(one.offers()).hasSize(1);
            assertThat(two.offers()).hasSize(1);
        }
        assertThat(dir.resolve("cache")).isEmptyDirectory();
    }

    @Test
    void sweepsWhatAKilledProcessLeftBehind() throws IOException {
        Path left = Files.createDirectories(dir.resolve("cache").resolve("999999999-1"));
        Files.writeString(left.resolve("bundle"), "old");
        start().close();
        assertThat(left).doesNotExist();
    }
}
