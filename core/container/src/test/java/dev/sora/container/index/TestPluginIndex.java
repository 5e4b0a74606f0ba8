// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.container.index.PluginIndex.Entry;
import dev.sora.container.trust.Jars;
import dev.sora.container.trust.Keys;
import dev.sora.container.trust.TrustPolicy;
import dev.sora.core.io.Digests;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestPluginIndex {

    private static final String TYPICAL =
            """
            {"index": 1, "plugins": [{"name": "acme", "version": "1.2.0", "summary": "A shelf.",
             "types": ["particle shelf"], "file": "acme-1.2.0.jar", "size": 9, "sha256": "%s"}]}
            """
                    .formatted("ab".repeat(32));

    @TempDir private Path dir;

    private Entry entry(String name) throws IOException {
        Path jar = Jars.write(dir.resolve(name + ".jar"), "x", name);
        return new Entry(
                name,
                "1.0.0",
                "It does.",
                List.of("particle " + name),
                name + ".jar",
                Files.size(jar),
                Digests.sha256(jar));
    }

    private static Problem refusal(String place, TrustPolicy policy) {
        return refusal(() -> PluginIndex.open(place, policy));
    }

    private static Problem refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        SoraException thrown = catchThrowableOfType(SoraException.class, call);
        assertThat(thrown).isNotNull();
        assertThat(thrown.problems()).hasSize(1);
        assertThat(thrown.problems().get(0).code()).startsWith("SORA-3");
        assertThat(thrown.problems().get(0).fix()).isNotEmpty();
        return thrown.problems().get(0);
    }

    @Test
    void readsWhatItWrites() throws IOException {
        List<Entry> entries = List.of(entry("one"), entry("two"));
        PluginIndex.write(dir, entries);
        PluginIndex index = PluginIndex.open(dir.toString(), TrustPolicy.open());
        assertThat(index.entries()).isEqualTo(entries);
        Path target = Files.createDirectory(dir.resolve("target"));
        Path fetched = index.fetch(entries.get(1), target);
        assertThat(fetched).isEqualTo(target.resolve("two.jar"));
        assertThat(fetched).hasSameBinaryContentAs(dir.resolve("two.jar"));
        assertThat(target).isDirectoryContaining(path -> path.equals(fetched));
        PluginIndex same = PluginIndex.open(dir.toUri().toString(), TrustPolicy.open());
        assertThat(same.entries()).isEqualTo(entries);
    }

    @Test
    void takesNothingThatTheIndexDoesNotPromise() throws IOException {
        List<Entry> entries = List.of(entry("one"), entry("two"), entry("three"));
        PluginIndex.write(dir, entries);
        PluginIndex index = PluginIndex.open(dir.toString(), TrustPolicy.open());
        Path target = Files.createDirectory(dir.resolve("target"));
        byte[] changed = Files.readAllBytes(dir.resolve("one.jar"));
        changed[5]++;
        Files.write(dir.resolve("one.jar"), changed);
        Problem other = refusal(() -> index.fetch(entries.get(0), target));
        assertThat(other.code()).isEqualTo("SORA-3407");
        assertThat(other.have()).contains(Digests.sha256(dir.resolve("one.jar")));
        Files.writeString(dir.resolve("two.jar"), "longer ".repeat(1000));
        assertThat(refusal(() -> index.fetch(entries.get(1), target)))
                .extracting(Problem::code, Problem::have)
                .containsExactly("SORA-3405", "at least 7,000 bytes");
        Files.delete(dir.resolve("three.jar"));
        assertThat(refusal(() -> index.fetch(entries.get(2), target)).code())
                .isEqualTo("SORA-3407");
        assertThat(target).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "acme"           | "../acme"            | name
                    "acme"           | "Acme"               | name
                    "1.2.0"          | "one"                | version
                    "A shelf."       | "\\u001b[31mred"      | summary
                    "A shelf."       | "a\\u202eb"           | summary
                    "particle shelf" | "particle\\nshelf"    | types
                    "acme-1.2.0.jar" | "../acme-1.2.0.jar"  | file
                    "acme-1.2.0.jar" | "/etc/passwd.jar"    | file
                    "acme-1.2.0.jar" | "a/b.jar"            | file
                    "acme-1.2.0.jar" | "a\\\\b.jar"           | file
                    "acme-1.2.0.jar" | "%2e%2e.jar"         | file
                    "acme-1.2.0.jar" | "..jar"              | file
                    "acme-1.2.0.jar" | "http://x/y.jar"     | file
                    "size": 9        | "size": -1           | size
                    "size": 9        | "size": 9e18         | size
                    "size": 9        | "size": "9"          | size
                    "sha256": "      | "sha256": "x         | sha256
                    """)
    void refusesAnEntryThatIsNotAsItShouldBe(String from, String into, String key)
            throws IOException {
        Files.writeString(dir.resolve("index.json"), TYPICAL);
        assertThat(PluginIndex.open(dir.toString(), TrustPolicy.open()).entries()).hasSize(1);
        String changed = TYPICAL.replace(from, into);
        assertThat(changed).isNotEqualTo(TYPICAL);
        Files.writeString(dir.resolve("index.json"), changed);
        Problem problem = refusal(dir.toString(), TrustPolicy.open());
        assertThat(problem.code()).isEqualTo("SORA-3406");
        assertThat(problem.where()).endsWith("index.json: plugins[0]." + key);
        assertThat(problem.toString()).doesNotContain("\u001b", "\u202e");
    }

    @Test
    void refusesWhatIsNoIndex() throws IOException {
        assertThat(refusal(dir.toString(), TrustPolicy.open()).code()).isEqualTo("SORA-3404");
        Path file = dir.resolve("index.json");
        for (String text :
                List.of(
                        "",
                        "[]",
                        "{",
                        "{\"index\": 2, \"plugins\": []}",
                        "{\"index\": 1}",
                        "{\"index\": 1, \"plugins\": [1]}",
                        "{\"index\": 1, \"plugins\": " + "[".repeat(2000),
                        TYPICAL.replace("}]", "}, {}]"))) {
            Files.writeString(file, text);
            assertThat(refusal(dir.toString(), TrustPolicy.open()).code()).isEqualTo("SORA-3406");
        }
        Files.writeString(file, " ".repeat((16 << 20) + 1));
        assertThat(refusal(dir.toString(), TrustPolicy.open()).code()).isEqualTo("SORA-3405");
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(refusal(dir.toString(), TrustPolicy.open()).code()).isEqualTo("SORA-3409");
    }

    @Test
    void aPlaceIsAFolderOrAPlainAddress() {
        for (String place :
                List.of(
                        "ftp://host/x",
                        "https://me:secret@host/x",
                        "https://host/x?a=b",
                        "https://host/#x",
                        "https:///x",
                        "jar:file://x",
                        "https://ho st/")) {
            assertThat(refusal(place, TrustPolicy.open()).code()).as(place).isEqualTo("SORA-3401");
        }
        Problem http = refusal("http://plugins.example.com/x", TrustPolicy.open());
        assertThat(http.code()).isEqualTo("SORA-3402");
    }

    @Test
    void underPolicySignedTheIndexIsSigned() throws Exception {
        Keys keys = Keys.in(dir).make("acme").make("other");
        Files.writeString(
                dir.resolve("sora.yaml"),
                "plugins: {policy: signed, signers: [\"%s\"]}".formatted(keys.pem("acme")));
        TrustPolicy policy = TrustPolicy.read(dir, dir.resolve("install"));
        Path shelf = Files.createDirectory(dir.resolve("shelf"));
        Files.writeString(shelf.resolve("index.json"), TYPICAL);
        Problem missing = refusal(shelf.toString(), policy);
        assertThat(missing.code()).isEqualTo("SORA-3404");
        assertThat(missing.needs()).startsWith("index.jar");

        Path plain =
                Jars.write(
                        dir.resolve("plain.jar"),
                        "META-INF/MANIFEST.MF",
                        "Manifest-Version: 1.0\n\n",
                        "index.json",
                        TYPICAL);
        Files.copy(plain, shelf.resolve("index.jar"));
        Problem unsigned = refusal(shelf.toString(), policy);
        assertThat(unsigned.code()).isEqualTo("SORA-3311");
        assertThat(unsigned.where()).isEqualTo(shelf.resolve("index.jar").toString());

        keys.sign(plain, "other", shelf.resolve("index.jar"));
        assertThat(refusal(shelf.toString(), policy).code()).isEqualTo("SORA-3313");

        Path signed = keys.sign(plain, "acme", shelf.resolve("index.jar"));
        assertThat(PluginIndex.open(shelf.toString(), policy).entries()).hasSize(1);
        Files.delete(shelf.resolve("index.json"));
        assertThat(PluginIndex.open(shelf.toString(), TrustPolicy.open()).entries()).hasSize(1);

        Path changed = dir.resolve("changed.jar");
        Jars.with(signed, "index.json", TYPICAL.replace("acme", "evil"), changed);
        Files.move(
                changed,
                shelf.resolve("index.jar"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(refusal(shelf.toString(), policy).code()).isEqualTo("SORA-3312");
    }
}
