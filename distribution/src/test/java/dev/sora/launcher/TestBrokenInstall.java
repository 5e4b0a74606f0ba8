// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.container.felix.BrokenBundles;
import dev.sora.container.felix.TestBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tries to install broken plugins: nothing is installed, and one reason is reported. */
final class TestBrokenInstall {

    @TempDir private Path dir;

    static List<String> names() {
        return BrokenBundles.names();
    }

    private Installation installation() {
        return new Installation(dir.resolve("install"), dir.resolve("home"));
    }

    private Call call(String... words) {
        try (InstalledBackend backend = new InstalledBackend(installation(), "0.0.0")) {
            return Call.of(backend, "", words);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void installsNothing(String name) throws Exception {
        List<String> words = new ArrayList<>(List.of("plugin", "install"));
        for (Path jar : BrokenBundles.make(name, dir)) {
            words.add(jar.toString());
        }
        System.setProperty("sora.plugin.start.seconds", name.endsWith("hangs") ? "4" : "60");
        Call call;
        try {
            call = call(words.toArray(String[]::new));
        } finally {
            System.clearProperty("sora.plugin.start.seconds");
        }
        assertThat(call.status).as(call.err).isEqualTo(4);
        assertThat(call.out).isEmpty();
        assertThat(call.err.lines().filter(line -> line.startsWith("SORA-3"))).hasSize(1);
        assertThat(call.err).contains("\n  fix ").doesNotContain("\u001b[2J");
        try (var lease = installation().store().lease()) {
            assertThat(lease.plugins()).isEmpty();
        }
        assertThat(dir.resolve("home/plugins/installed.json")).doesNotExist();
    }

    @Test
    void indexesInstallsAndRefusesWhatWasChanged() throws Exception {
        BrokenBundles.make("jar-empty", dir);
        Path shelf = Files.createDirectory(dir.resolve("shelf"));
        TestBundle.named("test.shelf", "1.0.0")
                .body("shelf", "java.util.List.of(type(\"plank\"))")
                .header("Sora-Summary", "Planks.")
                .header("Bundle-Description", "Long planks, and short ones.")
                .writeTo(shelf);
        TestBundle.plugin("hook", "2.0.0").writeTo(shelf);
        Call made = call("plugin", "index", shelf.toString());
        assertThat(made.err).isEmpty();
        assertThat(made.out).contains("index.json  2 plugins");
        assertThat(made.status).isZero();
        assertThat(Files.readString(shelf.resolve("index.json")))
                .contains("\"particle plank\"", "\"Planks.\"", "test.hook-2.0.0.jar");

        Call found = call("plugin", "search", "plank", "--index", shelf.toString());
        assertThat(found.out).contains("shelf", "Planks.").doesNotContain("hook");
        Call installed = call("plugin", "install", "shelf", "--index", shelf.toString());
        assertThat(installed.err).isEmpty();
        assertThat(installed.status).isZero();
        assertThat(call("plugin", "info", "shelf").out).contains("Planks.");
        assertThat(call("plugin", "info", "shelf/plank@1.0.0").out).contains("shelf/plank 1.0.0");
        assertThat(call("plugin", "info", "shelf/plank@2").err).startsWith("SORA-3001");

        Files.writeString(shelf.resolve("test.hook-2.0.0.jar"), "changed");
        Call refused = call("plugin", "install", "hook", "--index", shelf.toString());
        assertThat(refused.status).isEqualTo(4);
        assertThat(refused.err).startsWith("SORA-3407");
        assertThat(call("plugin", "index", dir.resolve("home").toString()).err)
                .startsWith("SORA-3410");
    }

    @Test
    void updatesFromTheFolderOfABuild() throws Exception {
        Path target = Files.createDirectory(dir.resolve("target"));
        Path old = TestBundle.plugin("good", "0.1.0").writeTo(target);
        assertThat(call("plugin", "install", target.toString()).status).isZero();
        TestBundle.plugin("good", "0.2.0").writeTo(target);
        Call update = call("plugin", "update", target.toString());
        assertThat(update.out)
                .contains("good 0.2.0", "replacing 0.1.0")
                .contains("ignored  " + old + ": 0.2.0 is newer")
                .doesNotContain("beside");
    }

    @Test
    void saysThatTheConfigurationLeavesAllOut() throws Exception {
        Path home = Files.createDirectories(dir.resolve("home"));
        Files.writeString(home.resolve("sora.yaml"), "plugin: {}\n");
        assertThat(call("plugin", "list").err)
                .startsWith("all plugins except those that Sora comes with are left out")
                .contains("because of the configuration")
                .doesNotContain("a plugin is left out");
    }
}
