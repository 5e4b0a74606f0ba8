// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import dev.sora.container.felix.FelixHost;
import dev.sora.container.store.PluginStore;
import dev.sora.container.store.StoreLease;
import dev.sora.container.trust.PluginsConfig;
import dev.sora.container.trust.TrustPolicy;
import dev.sora.core.Sora;
import dev.sora.core.assembly.SoraRuntime;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.host.PluginHost;
import dev.sora.core.serving.ServerProvider;
import dev.sora.launcher.verb.Backend;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The backend of an installation: its plugins in Felix, and Sora with these plugins. */
final class InstalledBackend implements Backend {

    private final Installation installation;
    private final String version;
    private final FutureTask<PluginHost> host = new FutureTask<>(this::open);
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile Sora sora;
    private volatile @Nullable StoreLease lease;

    InstalledBackend(Installation installation, String version) {
        this.installation = installation;
        this.version = version;
    }

    /** Starts the plugins on another thread. */
    void warm() {
        asked.set(true);
        Thread starter = new Thread(host, "sora-plugins");
        starter.setDaemon(true);
        starter.start();
    }

    private PluginHost open() {
        PluginStore store = installation.store();
        List<Path> jars = new ArrayList<>(installation.shipped());
        store.loose().stream().filter(jar -> !jars.contains(jar)).forEach(jars::add);
        lease = store.lease();
        jars.addAll(lease.jars());
        return open(jars, lease.problems());
    }

    private PluginHost open(List<Path> jars, List<Problem> found) {
        FelixHost felix =
                FelixHost.open(installation.frameworkCache(), version, installation.policy());
        try {
            felix.report(found);
            felix.installAll(jars);
            felix.start();
            return felix;
        } catch (RuntimeException | Error e) {
            felix.close();
            throw e;
        }
    }

    @Override
    public PluginHost host() {
        asked.set(true);
        host.run();
        try {
            return host.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while plugins start", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public Sora sora() {
        if (sora == null) {
            sora = new SoraRuntime(host(), known());
        }
        return sora;
    }

    /**
     * Returns the list of known types that the build writes; empty if the classes do not come from
     * a distribution.
     */
    private static KnownTypes known() {
        try (InputStream in =
                InstalledBackend.class.getResourceAsStream("known-types.properties")) {
            return in == null
                    ? KnownTypes.none()
                    : KnownTypes.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ServerProvider servers() {
        return ServingJars.provider(installation.servingJars());
    }

    @Override
    public PluginHost trial(List<Path> jars) {
        return open(jars, List.of());
    }

    @Override
    public List<Path> shipped() {
        return installation.shipped();
    }

    @Override
    public List<Path> kernelJars() {
        return installation.kernelJars();
    }

    @Override
    public List<Path> sparkJars() {
        return installation.sparkJars();
    }

    @Override
    public PluginStore store() {
        return installation.store();
    }

    @Override
    public TrustPolicy policy() {
        return installation.policy();
    }

    @Override
    public PluginsConfig config() {
        return installation.config();
    }

    @Override
    public List<Path> pluginFolders() {
        return installation.pluginFolders();
    }

    @Override
    public Path soraHome() {
        return installation.soraHome();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public void close() {
        if (sora != null) {
            sora.close();
        }
        if (asked.get()) {
            started().ifPresent(PluginHost::close);
        }
        StoreLease held = lease;
        if (held != null) {
            held.close();
        }
    }

    private Optional<PluginHost> started() {
        try {
            return Optional.of(host());
        } catch (RuntimeException e) {
            // The caller that started the host received the exception.
            return Optional.empty();
        }
    }
}
