// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.container.jar.JarContents;
import dev.sora.container.trust.TrustPolicy;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Starts each bundle of {@link BrokenBundles} together with a valid plugin, and expects the one
 * error in {@code src/test/resources/broken} and no effect on the valid plugin.
 *
 * <p>With {@code -Dsora.write=true}, it writes the errors instead; read them before you commit
 * them.
 */
final class TestBrokenBundles {

    private static final Path FOLDER = Path.of("src/test/resources/broken");

    @TempDir private Path dir;

    static List<String> names() {
        return BrokenBundles.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void givesOneErrorAndHarmsNobody(String name) throws Exception {
        List<Path> jars = BrokenBundles.make(name, dir);
        List<Path> all = new ArrayList<>(jars);
        all.add(dir.resolve("install/plugins/test.good-1.0.0.jar"));
        System.setProperty("sora.plugin.start.seconds", name.endsWith("hangs") ? "4" : "60");
        TrustPolicy policy = TrustPolicy.read(dir.resolve("home"), dir.resolve("install"));
        Problem problem;
        try (FelixHost host = FelixHost.open(dir.resolve("cache"), "0.0.0", policy)) {
            host.installAll(all);
            host.start();
            List<OfferedPlugin> offers = host.offers();
            assertThat(offers).extracting(OfferedPlugin::name).contains("good");
            assertThat(offers.stream().filter(o -> o.name().equals("good")).findFirst().get())
                    .extracting(OfferedPlugin::types)
                    .isEqualTo(List.of());
            if (BrokenBundles.DEEP.contains(name)) {
                assertThat(host.problems()).isEmpty();
                problem = deep(jars.get(0));
            } else {
                assertThat(host.problems()).hasSize(1);
                problem = host.problems().get(0);
                assertThat(offers).hasSizeLessThanOrEqualTo(jars.size());
            }
        } finally {
            System.clearProperty("sora.plugin.start.seconds");
        }
        assertThat(problem.code()).startsWith("SORA-3");
        assertThat(problem.where()).isNotEmpty();
        assertThat(problem.needs() + problem.have()).isNotEmpty();
        assertThat(problem.fix()).isNotEmpty();
        compare(name, BrokenBundles.plain(problem.toString(), dir) + "\n");
    }

    private static Problem deep(Path jar) {
        SoraException thrown =
                catchThrowableOfType(SoraException.class, () -> JarContents.check(jar));
        assertThat(thrown.problems()).hasSize(1);
        return thrown.problems().get(0);
    }

    private static void compare(String name, String said) throws IOException {
        Path expected = FOLDER.resolve(name + ".txt");
        if (Boolean.getBoolean("sora.write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(expected, said);
        }
        assertThat(said).isEqualTo(Files.readString(expected));
    }

    @Test
    void thereAreEnoughAndNoTextTooMany() throws IOException {
        assertThat(names()).hasSizeGreaterThan(30).doesNotHaveDuplicates();
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".txt", "")))
                    .containsExactlyInAnyOrderElementsOf(names());
        }
    }
}
