// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import dev.sora.container.store.PluginStore;
import dev.sora.container.trust.PluginsConfig;
import dev.sora.container.trust.TrustPolicy;
import dev.sora.core.Sora;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginHost;
import dev.sora.core.serving.ServerProvider;
import dev.sora.launcher.show.Screen;
import dev.sora.launcher.show.Terminal;
import dev.sora.launcher.verb.Backend;
import dev.sora.launcher.verb.Session;
import dev.sora.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One call of the command line in a test: its output and its exit status. */
final class Call {

    final int status;
    final String out;
    final String err;

    private Call(int status, String out, String err) {
        this.status = status;
        this.out = out;
        this.err = err;
    }

    static Call of(FakeSora sora, String... words) {
        return of(sora, "", List.of(), words);
    }

    static Call of(FakeSora sora, String input, List<Problem> problems, String... words) {
        return of(new FakeBackend(sora, problems), input, words);
    }

    static Call ofBytes(FakeSora sora, byte[] input, String... words) {
        return of(new FakeBackend(sora, List.of()), input, words);
    }

    static Call of(Backend backend, String input, String... words) {
        return of(backend, input.getBytes(StandardCharsets.UTF_8), words);
    }

    /** Calls with further variables of the environment. */
    static Call within(Map<String, String> environment, FakeSora sora, String... words) {
        return of(
                new FakeBackend(sora, List.of()),
                new ByteArrayInputStream(new byte[0]),
                environment,
                words);
    }

    static Call ofStream(FakeSora sora, InputStream input, String... words) {
        return of(new FakeBackend(sora, List.of()), input, words);
    }

    private static Call of(Backend backend, byte[] input, String... words) {
        return of(backend, new ByteArrayInputStream(input), words);
    }

    private static Call of(Backend backend, InputStream input, String... words) {
        return of(backend, input, Map.of(), words);
    }

    private static Call of(
            Backend backend, InputStream input, Map<String, String> more, String... words) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("COLUMNS", "80");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Session session =
                new Session(
                        input,
                        stream(out),
                        Terminal.none(),
                        new Screen(stream(err), Terminal.none()),
                        Map.copyOf(environment),
                        backend);
        int status = new Launcher(session, Arguments.of(words)).run();
        return new Call(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** A backend with one plugin and the problems that the test sets. */
    private record FakeBackend(Sora sora, List<Problem> problems) implements Backend, PluginHost {

        @Override
        public PluginHost host() {
            return this;
        }

        @Override
        public ServerProvider servers() {
            return sora instanceof FakeSora fake ? fake.pages : null;
        }

        @Override
        public PluginHost trial(List<Path> jars) {
            return this;
        }

        @Override
        public List<Path> shipped() {
            return List.of();
        }

        @Override
        public List<Path> kernelJars() {
            return List.of();
        }

        @Override
        public List<Path> sparkJars() {
            return List.of();
        }

        @Override
        public PluginStore store() {
            return new PluginStore(soraHome().resolve("plugins"));
        }

        @Override
        public TrustPolicy policy() {
            return TrustPolicy.open();
        }

        @Override
        public PluginsConfig config() {
            return PluginsConfig.read(soraHome(), soraHome());
        }

        @Override
        public List<Path> pluginFolders() {
            return List.of();
        }

        @Override
        public Path soraHome() {
            return Path.of("target", "sora-home");
        }

        @Override
        public String version() {
            return "0.3.0";
        }

        @Override
        public void install(Path jar) {}

        @Override
        public void start() {}

        @Override
        public List<OfferedPlugin> offers() {
            return sora instanceof FakeSora fake ? fake.offers : List.of(FakeSora.PLUGIN);
        }

        @Override
        public void close() {}
    }
}
