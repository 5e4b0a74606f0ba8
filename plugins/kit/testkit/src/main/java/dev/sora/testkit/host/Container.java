// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.host;

import dev.sora.container.ExtendedHost;
import dev.sora.container.felix.FelixHost;
import dev.sora.container.flat.FlatHost;
import dev.sora.core.assembly.SoraRuntime;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Plan;
import dev.sora.plugin.SoraPlugin;
import dev.sora.problem.SoraException;
import dev.sora.testkit.plain.PlainPlugin;
import dev.sora.testkit.trial.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;

/** A running Sora with bundles in a real Felix container, within this JVM. */
public final class Container implements AutoCloseable {

    private final Path folder;
    private final FelixHost bundles;
    private final SoraRuntime runtime;

    private Container(Path folder, FelixHost bundles, SoraRuntime runtime) {
        this.folder = folder;
        this.bundles = bundles;
        this.runtime = runtime;
    }

    /**
     * Starts plugins as bundles, and all other plugins on the class path.
     *
     * @throws SoraException if one of them does not start, with the reasons
     */
    public static Container open(List<Class<? extends SoraPlugin>> plugins, List<Path> jars) {
        Path folder;
        try {
            folder = Files.createTempDirectory("sora-testkit");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        FelixHost bundles = null;
        try {
            bundles = FelixHost.open(folder.resolve("felix"), "test");
            List<OfferedPlugin> flat = new ArrayList<>();
            flat.add(FlatHost.offer(new PlainPlugin()));
            Set<Path> all = new LinkedHashSet<>(jars);
            plugins.forEach(plugin -> all.add(BundleJar.of(plugin, folder)));
            for (SoraPlugin found : ServiceLoader.load(SoraPlugin.class)) {
                if (TestEngine.isEngine(found)) {
                    flat.add(FlatHost.offer(found));
                } else if (!plugins.contains(found.getClass())) {
                    all.add(BundleJar.of(found.getClass(), folder));
                }
            }
            ExtendedHost host = new ExtendedHost(bundles, flat);
            all.forEach(host::install);
            host.start();
            if (!host.problems().isEmpty()) {
                throw new SoraException(host.problems(), null);
            }
            return new Container(folder, bundles, new SoraRuntime(host, KnownTypes.none()));
        } catch (RuntimeException e) {
            if (bundles != null) {
                bundles.close();
            }
            delete(folder);
            throw e;
        }
    }

    public SoraRuntime runtime() {
        return runtime;
    }

    public Path folder() {
        return folder;
    }

    /** Returns the plugins in Felix. */
    public List<OfferedPlugin> bundles() {
        return bundles.offers();
    }

    /** Removes plugins. */
    public void retire(Collection<OfferedPlugin> plugins) {
        bundles.change(List.of(), plugins);
    }

    public Plan plan(String manifest, String... overrides) {
        try {
            Path file = Files.createTempFile(folder, "manifest", ".yaml");
            Files.writeString(file, manifest);
            return plan(file, overrides);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Plan plan(Path manifest, String... overrides) {
        return runtime.plan(manifest, new Overrides(List.of(overrides), System.getenv()));
    }

    /** Returns a new folder for the results of a training. */
    public Path newFolder() {
        try {
            return Files.createTempDirectory(folder, "run");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            runtime.close();
        } finally {
            bundles.close();
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // a file is still open; the system deletes its temporary files
            folder.toFile().deleteOnExit();
        }
    }
}
