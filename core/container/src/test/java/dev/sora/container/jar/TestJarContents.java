// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.container.trust.Jars;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestJarContents {

    private static final int MEGABYTE = 1 << 20;

    @TempDir private Path dir;

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry(name));
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private Path jar(String name, byte[] content) throws IOException {
        return Files.write(dir.resolve("x.jar"), zip(name, content));
    }

    private static Problem refusal(Path jar) {
        SoraException thrown =
                catchThrowableOfType(SoraException.class, () -> JarContents.check(jar));
        assertThat(thrown).isNotNull();
        assertThat(thrown.problems()).hasSize(1);
        assertThat(thrown.problems().get(0).where()).isEqualTo(jar.toString());
        return thrown.problems().get(0);
    }

    @Test
    void nativesMayBeLargeAndShrinkWell() throws IOException {
        byte[] code = new byte[8 * MEGABYTE];
        new Random(1).nextBytes(code);
        Path jar = dir.resolve("natives.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(file))) {
            for (int i = 0; i < 4; i++) {
                out.putNextEntry(new ZipEntry("natives/lib" + i + ".so"));
                out.write(code);
                // One eighth is code, and the rest is empty tables.
                for (int k = 0; k < 7; k++) {
                    out.write(new byte[code.length]);
                }
            }
        }
        assertThatCode(() -> JarContents.check(jar)).doesNotThrowAnyException();
    }

    @Test
    void looksIntoTheJarsInTheJar() throws IOException {
        Path climbs = jar("lib/a.jar", zip("../../x", new byte[1]));
        assertThat(refusal(climbs))
                .extracting(Problem::code, Problem::have)
                .containsExactly("SORA-3130", "lib/a.jar!/../../x");
        Path bomb = jar("lib/a.jar", zip("zeros", new byte[80 * MEGABYTE]));
        assertThat(refusal(bomb).code()).isEqualTo("SORA-3133");
        Path fine = jar("lib/a.jar", zip("x", new byte[1]));
        assertThatCode(() -> JarContents.check(fine)).doesNotThrowAnyException();
    }

    @Test
    void looksAtWhatTheFrameworkFindsInAJarInTheJar() throws IOException {
        // A tool that reads from the beginning does not recognise a zip file.
        byte[] zip = zip("zeros", new byte[80 * MEGABYTE]);
        byte[] hidden = new byte[zip.length + 4];
        System.arraycopy(zip, 0, hidden, 4, zip.length);
        assertThat(refusal(jar("lib/a.jar", hidden)).code()).isEqualTo("SORA-3133");
        Path named = dir.resolve("named.jar");
        String manifest = "Manifest-Version: 1.0\nBundle-ClassPath: .,lib/a.bin\n\n";
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(named))) {
            out.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            out.write(manifest.getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new ZipEntry("lib/a.bin"));
            out.write(zip("../../x", new byte[1]));
        }
        assertThat(refusal(named))
                .extracting(Problem::code, Problem::have)
                .containsExactly("SORA-3130", "lib/a.bin!/../../x");
        Problem none = refusal(jar("lib/a.jar", new byte[30]));
        assertThat(none.code()).isEqualTo("SORA-3101");
        assertThat(none.message()).contains("lib/a.jar");
    }

    @Test
    void refusesADirectoryThatSaysTheWrongSize() throws IOException {
        Path jar = Jars.lying(jar("a", new byte[9]), "a", 5, dir.resolve("lying.jar"));
        assertThat(refusal(jar).have()).isEqualTo("a: 9 bytes, and the directory says 5");
    }

    @Test
    void aPlainNameStaysWhereItIs() {
        for (String name :
                new String[] {"a", "a/b.c", "a/", "META-INF/x", "..a/b..", "a$1.class"}) {
            assertThat(JarShape.isPlain(name)).as(name).isTrue();
        }
        for (String name :
                new String[] {
                    "",
                    "/",
                    "/a",
                    "a//b",
                    "..",
                    "../a",
                    "a/..",
                    "a/../b",
                    ".",
                    "./a",
                    "a/.",
                    "a\\b",
                    "c:a",
                    "C:\\a",
                    "a\nb",
                    "a\0",
                    "//host/a",
                    "x".repeat(2000)
                }) {
            assertThat(JarShape.isPlain(name)).as(name).isFalse();
        }
    }

    @Test
    void aDirectoryThatClaimsToBeHugeCostsNothing() throws IOException {
        Path jar = jar("a", new byte[1]);
        byte[] bytes = Files.readAllBytes(jar);
        int end = bytes.length - 22;
        for (int i = 12; i < 16; i++) {
            bytes[end + i] = (byte) 0xFF;
        }
        Files.write(jar, bytes);
        assertThat(refusal(jar).code()).isEqualTo("SORA-3132");
    }

    @Test
    void tellsTheJavaOfAClass() throws IOException {
        try (var in = TestJarContents.class.getResourceAsStream("TestJarContents.class")) {
            assertThat(ClassVersion.release(in)).isBetween(17, Runtime.version().feature());
        }
        assertThat(ClassVersion.release(new java.io.ByteArrayInputStream(new byte[3]))).isZero();
    }
}
