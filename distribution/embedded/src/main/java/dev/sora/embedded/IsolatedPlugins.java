// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import dev.sora.container.ExtendedHost;
import dev.sora.container.engine.SharedEngines;
import dev.sora.container.felix.FelixHost;
import dev.sora.container.flat.FlatHost;
import dev.sora.container.trust.TrustPolicy;
import dev.sora.core.host.LivePluginHost;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginHost;
import dev.sora.core.lock.SoraVersion;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Plugins in jars: bundles in Felix, with the engine that all instances of Sora share. */
final class IsolatedPlugins {

    private IsolatedPlugins() {}

    /** Starts plugins; jars that are not active are reported by the host. */
    static LivePluginHost open(List<Path> jars, TrustPolicy policy, PluginHost application) {
        List<OfferedPlugin> fixed = new ArrayList<>(application.offers());
        List<Path> bundles = new ArrayList<>();
        List<Problem> refused = new ArrayList<>(application.problems());
        for (Path jar : jars) {
            if (!SharedEngines.isEngine(jar)) {
                bundles.add(jar);
                continue;
            }
            try {
                policy.check(jar);
                fixed.add(SharedEngines.offer(jar));
            } catch (SoraException e) {
                refused.addAll(e.problems());
            }
        }
        FlatHost known = FlatHost.of(fixed);
        refused.addAll(known.problems());
        FelixHost felix = FelixHost.open(SoraVersion.get(), policy);
        try {
            felix.report(refused);
            felix.reserve(known.offers());
            felix.installAll(bundles);
            felix.start();
            return new ExtendedHost(felix, known.offers());
        } catch (RuntimeException | Error e) {
            felix.close();
            throw e;
        }
    }

    /**
     * Starts a plugin and removes the other versions of it.
     *
     * @throws SoraException if it does not start, or is an engine; then nothing has changed
     */
    static OfferedPlugin replace(LivePluginHost host, Path jar) {
        Path path = jar.toAbsolutePath().normalize();
        if (SharedEngines.isEngine(path)) {
            throw new SoraException(
                    Problem.of("SORA-3142", "an engine cannot be replaced in a running JVM")
                            .where(path.toString())
                            .fix("start a new JVM with the new jar"));
        }
        return host.replace(path);
    }
}
