// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.CpuTime;
import dev.sora.core.manifest.Manifest.Flaw;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TestManifestReader {

    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "N", "7", "T", "true", "E", "", "NAME", "a b", "INJECT", "{a: 1}", "NEST",
                    "${N}");

    @TempDir private Path folder;

    private Manifest read(String text, String... assignments) {
        return new ManifestReader()
                .read("m.yaml", folder, text, new Overrides(List.of(assignments), ENVIRONMENT));
    }

    private Manifest readBytes(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("m.yaml"), bytes);
        return new ManifestReader().read(file, new Overrides(List.of(), ENVIRONMENT));
    }

    @Test
    void readsTypesByTheCoreSchema() {
        Map<String, Object> tree =
                read("{a: 1, b: 1.5, c: true, d: yes, e: '1', f: 0x1F, g: 1e3, h: ~, i: 1_000, j: .5, k: 0o17, l: -3, m: 2024-01-01, n: 99999999999999999999}")
                        .tree();

        assertThat(tree.values())
                .containsExactly(
                        1L,
                        1.5,
                        true,
                        "yes",
                        "1",
                        31L,
                        1000.0,
                        null,
                        "1_000",
                        0.5,
                        15L,
                        -3L,
                        "2024-01-01",
                        1e20);
    }

    @Test
    void putsVariablesIn() {
        Map<String, Object> tree =
                read("""
                                plain: ${N}
                                quoted: "${N}"
                                within: x${N}y${NAME}z
                                truth: ${T}
                                fallback: ${NO:-5}
                                empty: ${E:-6}
                                nothing: "${E}"
                                escaped: $${N}
                                dollar: 5$
                                inject: ${INJECT}
                                nest: ${NEST}
                                list: ["${N}", '${NO:-a:b}']
                                """)
                        .tree();

        assertThat(tree)
                .containsEntry("plain", 7L)
                .containsEntry("quoted", "7")
                .containsEntry("within", "x7ya bz")
                .containsEntry("truth", true)
                .containsEntry("fallback", 5L)
                .containsEntry("empty", 6L)
                .containsEntry("nothing", "")
                .containsEntry("escaped", "${N}")
                .containsEntry("dollar", "5$")
                .containsEntry("inject", "{a: 1}")
                .containsEntry("nest", "${N}")
                .containsEntry("list", List.of("7", "a:b"));
    }

    @Test
    void takesKeysWithAColonBeforeBracketsOrQuotesThatClose() {
        assertThat(read("temp:[C]: 1\nd:'a': 2\nrange:{[0, 1]}: 3\nof:\"b\": {e:'f': 4}\n").tree())
                .containsEntry("temp:[C]", 1L)
                .containsEntry("d:'a'", 2L)
                .containsEntry("range:{[0, 1]}", 3L)
                .containsEntry("of:\"b\"", Map.of("e:'f'", 4L));
    }

    @Test
    void marksKeysAndValues() {
        Manifest manifest = read("a:\n  b: [1, {c: 2}]\n", "a.d.e=3");

        assertThat(manifest.where("a.b[1].c")).isEqualTo("m.yaml:2:14");
        assertThat(manifest.whereKey("a.b[1].c")).isEqualTo("m.yaml:2:11");
        assertThat(manifest.where("a.b[0]")).isEqualTo("m.yaml:2:7");
        assertThat(manifest.where("a.nowhere.at.all")).isEqualTo("m.yaml:2:3");
        assertThat(manifest.where("nowhere")).isEqualTo("m.yaml:1:1");
        assertThat(manifest.where("a.d.e")).isEqualTo("--set a.d.e=3");
    }

    @Test
    void anOverrideOfAnAliasChangesNothingElse() {
        Manifest manifest =
                read("a: &x {n: 1, m: [1]}\nb: *x\n", "b.n=2", "b.m[1]=3", "c[0].d=text");

        assertThat(manifest.tree())
                .containsEntry("a", Map.of("n", 1L, "m", List.of(1L)))
                .containsEntry("b", Map.of("n", 2L, "m", List.of(1L, 3L)))
                .containsEntry("c", List.of(Map.of("d", "text")));
    }

    @Test
    void anOverriddenValueNeedsNoVariable() {
        assertThat(read("a: ${NOT_SET}\n", "a=1").flaws()).isEmpty();
        assertThat(read("a: ${NOT_SET}\n").flaws())
                .extracting(Flaw::path, Flaw::line, Flaw::column)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("a", 1, 4));
    }

    @Test
    void takesAByteOrderMarkAndForeignLineEnds() throws IOException {
        byte[] bytes = "\uFEFFmanifest: 1\r\nname: é\r\n".getBytes(StandardCharsets.UTF_8);
        Manifest manifest = readBytes(bytes);

        assertThat(manifest.tree()).containsEntry("manifest", 1L).containsEntry("name", "é");
        assertThat(manifest.where("manifest")).isEqualTo("m.yaml:1:11");
        assertThat(manifest.where("name")).isEqualTo("m.yaml:2:7");
    }

    @Test
    void refusesOtherEncodings() {
        assertThatThrownBy(
                        () -> readBytes("name: x\nname2: é".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(SoraException.class)
                .hasMessage(
                        """
                        SORA-2003  the file is not text in UTF-8
                          where  m.yaml:2:8
                          needs  UTF-8
                          have   byte 0xE9 at offset 15
                          fix    save it as UTF-8; it may be ISO 8859-1 or Windows-1252 now""");
        assertThatThrownBy(() -> readBytes("name: x".getBytes(StandardCharsets.UTF_16)))
                .hasMessageContaining("SORA-2003")
                .hasMessageContaining("it looks like UTF-16");
        assertThatThrownBy(() -> readBytes("name: x".getBytes(Charset.forName("UTF-32LE"))))
                .hasMessageContaining("SORA-2003")
                .hasMessageContaining("it looks like UTF-16 or UTF-32");
        assertThatThrownBy(() -> readBytes("name: x".getBytes(StandardCharsets.UTF_16LE)))
                .hasMessageContaining("it looks like UTF-16 or UTF-32")
                .hasMessageContaining("save it as UTF-8");
        assertThatThrownBy(() -> readBytes(new byte[] {'P', 'K', 3, 4, (byte) 0xC3, 0, 1}))
                .hasMessageContaining("'sora inspect' shows what a model package holds");
        assertThatThrownBy(() -> readBytes(new byte[] {0x1F, (byte) 0x8B, 8, 0, 0}))
                .hasMessageContaining("name a manifest that is not packed");
        assertThatThrownBy(() -> readBytes(new byte[] {'a', ':', ' ', (byte) 0xC3}))
                .hasMessageContaining("SORA-2003");
    }

    @Test
    void refusesAHugeFileWithoutReadingIt() throws IOException {
        Path file = folder.resolve("huge.yaml");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(50L << 20);
        }

        assertThatThrownBy(
                        () -> new ManifestReader().read(file, new Overrides(List.of(), Map.of())))
                .hasMessage(
                        """
                        SORA-2002  the file is too large for a manifest
                          where  huge.yaml:1:1
                          needs  at most 1 MiB
                          have   50 MiB
                          fix    name the manifest, not the data; leave long lists to the data""");
    }

    @Test
    void refusesWhatIsNoFile() {
        Overrides none = new Overrides(List.of(), Map.of());
        assertThatThrownBy(() -> new ManifestReader().read(folder, none))
                .hasMessageContaining("SORA-2001  this is a folder");
        assertThatThrownBy(() -> new ManifestReader().read(folder.resolve("no.yaml"), none))
                .hasMessageContaining("SORA-2001  there is no such file");
    }

    @Test
    void namesWhatIsNearAPathThatLeadsNowhere() throws IOException {
        Overrides none = new Overrides(List.of(), Map.of());
        Files.writeString(folder.resolve("digits.yaml"), "manifest: 1");

        assertThatThrownBy(() -> new ManifestReader().read(folder.resolve("digit.yaml"), none))
                .hasMessageContaining("no 'digit.yaml' in " + folder)
                .hasMessageContaining("did you mean 'digits.yaml'?");
        assertThatThrownBy(() -> new ManifestReader().read(folder.resolve("x/digits.yaml"), none))
                .hasMessageContaining("no folder 'x' in " + folder)
                .hasMessageContaining("check the path");
        assertThatThrownBy(() -> new ManifestReader().read(folder, none))
                .hasMessageContaining("name one of its files: digits.yaml");
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("brackets", "a: " + "[".repeat(1_000_000)),
                Arguments.of("braces", "{a: ".repeat(250_000)),
                Arguments.of("indents", steps("a:", 2_000)),
                Arguments.of("dashes", "- ".repeat(500_000)),
                Arguments.of("questions", "? ".repeat(500_000)),
                Arguments.of("quotes", "a: \"" + "\\u0041".repeat(170_000)),
                Arguments.of("open quote", "a: '" + "x\n".repeat(500_000)),
                Arguments.of("items", "a: [" + "1,".repeat(500_000) + "1]"),
                Arguments.of("keys", lines("k%d: 1", 90_000)),
                Arguments.of("same key", "k: 1\n".repeat(150_000)),
                Arguments.of("anchors", lines("k%1$d: &a%1$d [*a0]", 50_000)),
                Arguments.of("chain", "a0: &a0 [x]\n" + chain(3_000)),
                Arguments.of("documents", "---\n".repeat(250_000)),
                Arguments.of("variables", "a: \"" + "${NO}".repeat(200_000) + "\""),
                Arguments.of("open variables", "a: \"" + "${".repeat(500_000) + "\""),
                Arguments.of("directives", "%TAG ! x\n".repeat(100_000)),
                Arguments.of("nul", "a: \0".repeat(1_000)));
    }

    private static String steps(String key, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> " ".repeat(i) + key)
                .collect(Collectors.joining("\n"));
    }

    private static String lines(String form, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> form.formatted(i))
                .collect(Collectors.joining("\n"));
    }

    private static String chain(int count) {
        return IntStream.range(1, count)
                .mapToObj(i -> "a%d: &a%d [*a%d]".formatted(i, i, i - 1))
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void anythingEndsInTimeAndWithAProblem(String name, String text) {
        long begun = CpuTime.now();
        try {
            assertThat(read(text).flaws()).isNotEmpty();
        } catch (SoraException e) {
            assertThat(e.problems()).isNotEmpty();
            assertThat(e.problems().get(e.problems().size() - 1).where())
                    .matches("m.yaml:\\d+:\\d+");
        }
        assertThat(CpuTime.since(begun)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void hugeNumbersStayNumbers() {
        assertThat(read("a: 1" + "0".repeat(90) + "\nb: 1e999\nc: " + "9".repeat(500)).tree())
                .containsEntry("a", 1e90)
                .containsEntry("b", Double.POSITIVE_INFINITY)
                .containsEntry("c", "9".repeat(500));
    }
}
