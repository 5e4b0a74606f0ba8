// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.io.Digests;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestPluginStore {

    @TempDir private Path dir;

    private PluginStore store;

    @BeforeEach
    void create() {
        store = new PluginStore(dir.resolve("home/plugins"));
    }

    private Path jar(String name) throws IOException {
        Path jar = dir.resolve(name + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry("content of " + name));
            entries.closeEntry();
        }
        return jar;
    }

    /** Installs a file that need not be a bundle, because the store does not check its content. */
    static InstalledPlugin add(PluginStore store, Path jar) {
        String name = jar.getFileName().toString().replace(".jar", "");
        InstalledPlugin[] added = new InstalledPlugin[1];
        try (Staging staging = store.stage()) {
            Staged staged = staging.add(jar, "a test");
            store.change(
                    current -> {
                        List<InstalledPlugin> next = new ArrayList<>(current);
                        added[0] = staged.as(name, "1.0.0", "test." + name);
                        next.add(added[0]);
                        return next;
                    });
        }
        return added[0];
    }

    private void remove(InstalledPlugin plugin) {
        store.change(current -> current.stream().filter(p -> !p.equals(plugin)).toList());
    }

    private Process other(String... words) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                LeaseHolder.class.getName()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static String line(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream())).readLine();
    }

    @Test
    void keepsJarsUnderTheirContent() throws IOException {
        Path jar = jar("one");
        InstalledPlugin plugin = add(store, jar);
        Path place = dir.resolve("home/plugins/store/" + Digests.sha256(jar) + "/one.jar");
        assertThat(store.jar(plugin)).isEqualTo(place).hasSameBinaryContentAs(jar);
        assertThat(store.installed()).containsExactly(plugin);
        try (StoreLease lease = store.lease()) {
            assertThat(lease.jars()).containsExactly(place);
            assertThat(lease.problems()).isEmpty();
        }
    }

    @Test
    void isEmptyWhereNothingIs() {
        try (StoreLease lease = store.lease()) {
            assertThat(lease.plugins()).isEmpty();
            assertThat(lease.problems()).isEmpty();
        }
        assertThat(store.loose()).isEmpty();
        assertThat(dir.resolve("home")).doesNotExist();
    }

    @Test
    void collectsWhatIsNeitherInstalledNorLeased() throws IOException {
        InstalledPlugin plugin = add(store, jar("one"));
        StoreLease lease = store.lease();
        remove(plugin);
        assertThat(store.jar(plugin)).exists();
        lease.close();
        store.collect();
        assertThat(store.jar(plugin).getParent()).doesNotExist();
        assertThat(store.folder().resolve("leases")).isEmptyDirectory();
    }

    @Test
    void keepsWhatAnotherProcessUsesForAsLongAsItLives() throws Exception {
        InstalledPlugin plugin = add(store, jar("one"));
        Process holder = other("hold", store.folder().toString());
        assertThat(line(holder)).isEqualTo("holds 1");
        remove(plugin);
        store.collect();
        assertThat(store.jar(plugin)).exists();
        holder.destroyForcibly();
        assertThat(holder.waitFor(120, TimeUnit.SECONDS)).isTrue();
        store.collect();
        assertThat(store.jar(plugin)).doesNotExist();
        assertThat(store.folder().resolve("leases")).isEmptyDirectory();
    }

    @Test
    void aLeaseOfAnotherProcessSurvivesThatItIsLookedAt() throws Exception {
        InstalledPlugin plugin = add(store, jar("one"));
        StoreLease own = store.lease();
        Process holder = other("hold", store.folder().toString());
        line(holder);
        remove(plugin);
        for (int i = 0; i < 3; i++) {
            store.collect();
        }
        // The other process reads the lease of this one.
        Process adder = other("add", store.folder().toString(), jar("two").toString());
        assertThat(adder.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(store.jar(plugin)).exists();
        holder.destroyForcibly().waitFor();
        store.collect();
        assertThat(store.jar(plugin)).exists();
        own.close();
        store.collect();
        assertThat(store.jar(plugin)).doesNotExist();
    }

    @Test
    void processesThatInstallAtOnceAllSucceed() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(
                    other(
                            "add",
                            store.folder().toString(),
                            jar("a" + i).toString(),
                            jar("b" + i).toString()));
        }
        Path own = jar("own");
        add(store, own);
        for (Process process : processes) {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(store.installed())
                .extracting(InstalledPlugin::name)
                .containsExactly("a0", "a1", "a2", "b0", "b1", "b2", "own");
        try (StoreLease lease = store.lease()) {
            assertThat(lease.problems()).isEmpty();
            assertThat(lease.jars()).hasSize(7).allSatisfy(jar -> assertThat(jar).exists());
        }
    }

    @Test
    void sweepsWhatAKilledInstallationLeft() throws Exception {
        Process half = other("half", store.folder().toString(), jar("one").toString());
        assertThat(line(half)).isEqualTo("staged");
        store.collect();
        assertThat(folders()).hasSize(2);
        half.destroyForcibly().waitFor();
        Files.writeString(store.folder().resolve(".installed.json.12ab.tmp"), "{");
        store.collect();
        assertThat(folders()).isEmpty();
        assertThat(store.folder().resolve(".installed.json.12ab.tmp")).doesNotExist();
        assertThat(store.installed()).isEmpty();
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> found = Files.list(store.folder().resolve("store"))) {
            return found.toList();
        }
    }

    @Test
    void aDamagedJarIsAProblemOfItsOwn() throws IOException {
        InstalledPlugin bad = add(store, jar("bad"));
        InstalledPlugin good = add(store, jar("good"));
        Files.writeString(store.jar(bad), "something else");
        try (StoreLease lease = store.lease()) {
            assertThat(lease.jars()).containsExactly(store.jar(good));
            assertThat(lease.plugins()).hasSize(2);
            assertThat(lease.problems())
                    .singleElement()
                    .extracting(Problem::code, Problem::where)
                    .containsExactly("SORA-3203", store.jar(bad).toString());
        }
        Files.delete(store.jar(bad));
        try (StoreLease lease = store.lease()) {
            assertThat(lease.problems()).extracting(Problem::code).containsExactly("SORA-3204");
        }
    }

    @Test
    void readsAJarAgainOnlyIfItsTimeOrSizeHasChanged() throws IOException {
        InstalledPlugin plugin = add(store, jar("one"));
        Files.setLastModifiedTime(store.jar(plugin), FileTime.fromMillis(1_000_000_000_000L));
        try (StoreLease lease = store.lease()) {
            assertThat(lease.problems()).isEmpty();
        }
    }

    @Test
    void mendsADamagedJarWhenItIsStagedAgain() throws IOException {
        Path jar = jar("one");
        InstalledPlugin plugin = add(store, jar);
        Files.writeString(store.jar(plugin), "something else");
        try (Staging staging = store.stage()) {
            assertThat(staging.add(jar, "again").jar()).isEqualTo(store.jar(plugin));
        }
        assertThat(store.jar(plugin)).hasSameBinaryContentAs(jar);
        assertThat(folders()).hasSize(1);
    }

    @Test
    void changesNothingWhenTheEditFails() throws IOException {
        InstalledPlugin plugin = add(store, jar("one"));
        assertThatThrownBy(
                        () ->
                                store.change(
                                        current -> {
                                            throw new IllegalStateException("no");
                                        }))
                .hasMessage("no");
        assertThat(store.installed()).containsExactly(plugin);
    }

    @Test
    void refusesAListThatIsNone() throws IOException {
        String digest = "0".repeat(64);
        String entry =
                """
                {"format": 1, "plugins": [{"name": "%s", "version": "1.0.0", "bundle": "b",
                "file": "%s", "sha256": "%s", "size": 1, "modified": 1, "origin": "",
                "installed": ""}]}
                """;
        refused("{", "not valid JSON");
        refused("[]", "a JSON object was expected");
        refused("{}", "no 'format' of 1");
        refused("{\"format\": 1, \"plugins\": [1]}", "that is not an object");
        refused(entry.formatted("one", "../../one.jar", digest), "'file' is not valid");
        refused(entry.formatted("one", "one.jar", "../" + digest), "'sha256' is not valid");
        refused(entry.formatted("../one", "one.jar", digest), "'name' is not valid");
        refused("x".repeat((8 << 20) + 1), "more than");
        refused("{\"format\": 2}", "format 2");
        Files.writeString(list(), entry.formatted("one", "one.jar", digest));
        assertThat(store.installed()).hasSize(1);
    }

    private Path list() throws IOException {
        return Files.createDirectories(store.folder()).resolve("installed.json");
    }

    private void refused(String text, String have) throws IOException {
        Files.writeString(list(), text);
        assertThatThrownBy(store::installed)
                .isInstanceOfSatisfying(
                        SoraException.class,
                        e -> {
                            assertThat(e.problems().get(0).code()).isEqualTo("SORA-3201");
                            assertThat(e.problems().get(0).have()).contains(have);
                        });
        // A start continues without the plugins and reports the problem.
        try (StoreLease lease = store.lease()) {
            assertThat(lease.problems()).hasSize(1);
        }
        // An unreadable list is not overwritten.
        assertThatThrownBy(() -> store.change(current -> List.of()))
                .isInstanceOf(SoraException.class);
        assertThat(list()).hasContent(text);
    }

    @Test
    void namesJarsAsEverySystemCan() throws IOException {
        Path odd = Files.copy(jar("odd"), dir.resolve("..ä b$.jar"));
        assertThat(store.jar(add(store, jar("x"))).getFileName()).hasToString("x.jar");
        try (Staging staging = store.stage()) {
            assertThat(staging.add(odd, "").jar().getFileName().toString())
                    .matches("[A-Za-z0-9._-]+\\.jar")
                    .doesNotStartWith(".");
        }
    }
}
