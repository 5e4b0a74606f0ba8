// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.flat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sora.container.felix.TestBundle;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is on a class path, there are plugins or problems, and an end. */
final class TestFlatHost {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** The type of a plugin is named after its object. */
    private static final String TYPES =
            "java.util.List.of(type(\"n\" + System.identityHashCode(this)))";

    @TempDir private Path dir;

    /** A loader of jars, in which a class fails as one for a newer Java does. */
    private static class Jars extends URLClassLoader {

        private final String newer;

        Jars(String newer, Path... jars) throws IOException {
            super(new URL[0], SoraPlugin.class.getClassLoader());
            this.newer = newer;
            for (Path jar : jars) {
                addURL(jar.toUri().toURL());
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.equals(newer)) {
                throw new UnsupportedClassVersionError(name + " has version 99.0");
            }
            return super.findClass(name);
        }
    }

    private Path jar(String name, String types) throws IOException {
        return TestBundle.named("test." + name, "1.0.0").body(name, types).writeTo(dir);
    }

    private static SoraPlugin plugin(String name, Runnable types) {
        return new SoraPlugin() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<SoraType> types() {
                types.run();
                return List.of();
            }
        };
    }

    @Test
    void reportsEachPluginThatFailsAndOffersTheOthers() throws IOException {
        Path missing = jar("missing", "thrown(new NoClassDefFoundError(\"lib/Absent\"))");
        Path endless = jar("endless", "types()");
        try (Jars loader =
                new Jars(
                        "test.newer.ThePlugin",
                        jar("newer", "java.util.List.of()"),
                        missing,
                        endless,
                        jar("good", "java.util.List.of()"))) {
            FlatHost host = assertTimeoutPreemptively(LIMIT, () -> FlatHost.ofClassPath(loader));

            assertThat(host.offers()).extracting(OfferedPlugin::name).containsExactly("good");
            assertThat(host.problems())
                    .extracting(Problem::code)
                    .containsExactlyInAnyOrder("SORA-3109", "SORA-3106", "SORA-3106");
            assertThat(host.problems())
                    .extracting(Problem::where)
                    .contains(missing.toString(), endless.toString());
            assertThat(host.problems())
                    .extracting(Problem::needs)
                    .contains("the class lib.Absent", "test.newer.ThePlugin has version 99.0");
        }
    }

    @Test
    void endsWhenTheClassPathCannotBeRead() {
        ClassLoader stopped =
                new ClassLoader(SoraPlugin.class.getClassLoader()) {
                    @Override
                    public Enumeration<URL> getResources(String name) {
                        throw new IllegalStateException("the application has been stopped");
                    }
                };
        ClassLoader broken =
                new ClassLoader(SoraPlugin.class.getClassLoader()) {
                    @Override
                    public Enumeration<URL> getResources(String name) {
                        return new Enumeration<>() {
                            @Override
                            public boolean hasMoreElements() {
                                return true;
                            }

                            @Override
                            public URL nextElement() {
                                throw new IllegalStateException("at " + System.nanoTime());
                            }
                        };
                    }
                };
        assertTimeoutPreemptively(
                LIMIT,
                () -> {
                    assertThat(FlatHost.ofClassPath(stopped).problems())
                            .singleElement()
                            .satisfies(
                                    problem -> {
                                        assertThat(problem.code()).isEqualTo("SORA-3106");
                                        assertThat(problem.have()).contains("has been stopped");
                                    });
                    assertThat(FlatHost.ofClassPath(broken).problems()).isNotEmpty();
                });
    }

    @Test
    void prefersTheObjectOfTheApplicationToTheClassPath() throws Exception {
        Path jar = jar("twin", TYPES);
        try (Jars loader = new Jars("", jar)) {
            SoraPlugin own =
                    (SoraPlugin)
                            loader.loadClass("test.twin.ThePlugin").getConstructor().newInstance();
            FlatHost host = FlatHost.ofClassPath(loader, List.of(own));

            assertThat(host.problems()).isEmpty();
            assertThat(host.offers()).singleElement();
            assertThat(host.offers().get(0).types().get(0).descriptor().name())
                    .isEqualTo("n" + System.identityHashCode(own));
        }
    }

    @Test
    void refusesEqualNamesAndVersionsOfDifferentPlugins() throws IOException {
        SoraPlugin one = plugin("one", () -> {});
        FlatHost twice = FlatHost.ofObjects(List.of(one, plugin("one", () -> {})));
        assertThat(twice.offers()).hasSize(1);
        assertThat(twice.problems()).extracting(Problem::code).containsExactly("SORA-3111");

        try (Jars loader = new Jars("", jar("one", "java.util.List.of()"))) {
            OfferedPlugin same = FlatHost.offer(one, "1.0.0");
            FlatHost both = FlatHost.of(List.of(same)).with(FlatHost.ofClassPath(loader).offers());
            assertThat(both.offers()).containsExactly(same);
            assertThat(both.problems()).extracting(Problem::code).containsExactly("SORA-3111");
        }
    }

    @Test
    void reportsObjectsOfTheApplicationThatFail() {
        FlatHost host =
                FlatHost.ofObjects(
                        List.of(
                                plugin(
                                        "lacking",
                                        () -> {
                                            throw new NoClassDefFoundError("lib/Absent");
                                        }),
                                plugin("Not A Name", () -> {}),
                                plugin("good", () -> {})));
        assertThat(host.offers()).extracting(OfferedPlugin::name).containsExactly("good");
        assertThat(host.problems())
                .extracting(Problem::code)
                .containsExactly("SORA-3106", "SORA-3110");
    }
}
