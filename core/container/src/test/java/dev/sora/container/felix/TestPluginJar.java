// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestPluginJar {

    @TempDir private Path dir;

    private static Problem refusal(Path jar) {
        SoraException thrown = catchThrowableOfType(SoraException.class, () -> PluginJar.read(jar));
        assertThat(thrown.problems()).hasSize(1);
        assertThat(thrown.problems().get(0).where()).isEqualTo(jar.toString());
        return thrown.problems().get(0);
    }

    @Test
    void readsNameVersionAndClass() throws IOException {
        Path jar =
                TestBundle.plugin("good", "1.0.0")
                        .header("Bundle-SymbolicName", "test.good;singleton:=true")
                        .file(PluginJar.SERVICE, "# a licence\n\ntest.good.ThePlugin # the class\n")
                        .writeTo(dir);
        assertThat(PluginJar.read(jar))
                .isEqualTo(new PluginJar(jar, "test.good", "1.0.0", "test.good.ThePlugin"));
    }

    @Test
    void refusesWhatIsNoJar() throws IOException {
        Path text = Files.writeString(dir.resolve("notes.jar"), "not a jar");
        assertThat(refusal(text).message()).isEqualTo("'notes.jar' is not a jar");
        Path empty = Files.createFile(dir.resolve("empty.jar"));
        assertThat(refusal(empty).code()).isEqualTo("SORA-3101");
        assertThat(refusal(dir).message()).isEqualTo("a folder is not a plugin");
        assertThat(refusal(dir.resolve("gone.jar")).message()).isEqualTo("there is no such file");
    }

    @Test
    void refusesACutJar() throws IOException {
        Path jar = TestBundle.plugin("cut", "1.0.0").writeTo(dir);
        byte[] bytes = Files.readAllBytes(jar);
        Files.write(jar, Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(refusal(jar).code()).isEqualTo("SORA-3101");
    }

    @Test
    void refusesAJarThatIsNoBundle() throws IOException {
        Path jar = TestBundle.plugin("plain", "1.0.0").without("Bundle-SymbolicName").writeTo(dir);
        assertThat(refusal(jar).code()).isEqualTo("SORA-3102");
    }

    @Test
    void refusesABundleThatIsNoPlugin() throws IOException {
        Path jar = TestBundle.plugin("library", "1.0.0").withoutService().writeTo(dir);
        Problem problem = refusal(jar);
        assertThat(problem.code()).isEqualTo("SORA-3103");
        assertThat(problem.needs()).isEqualTo("the file " + PluginJar.SERVICE);
    }

    @Test
    void refusesAServiceFileThatDoesNotNameOneClass() throws IOException {
        Path none = TestBundle.plugin("none", "1.0.0").service("# nothing").writeTo(dir);
        assertThat(refusal(none).have()).isEqualTo("none");
        Path two = TestBundle.plugin("two", "1.0.0").service("a.B\na.C").writeTo(dir);
        assertThat(refusal(two).have()).isEqualTo("a.B, a.C");
        Path huge = TestBundle.plugin("huge", "1.0.0").service("x".repeat(100_000)).writeTo(dir);
        assertThat(refusal(huge).have()).isEqualTo("more than 16384 bytes");
    }
}
