// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.assembly;

import dev.sora.core.host.Catalogue;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.host.PluginHost;
import dev.sora.core.host.PluginLease;
import dev.sora.core.lock.LockEnforcer;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.planning.Planner;
import dev.sora.optimiser.OptimiserType;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.List;

/** Plans manifests, whole or in part, with the plugins that a host offers when a call begins. */
final class ManifestPlans {

    private static final Overrides NONE = Overrides.none();

    /** The name of a manifest in memory in messages. */
    private static final String MEMORY = "manifest";

    private final PluginHost host;
    private final KnownTypes known;

    ManifestPlans(PluginHost host, KnownTypes known) {
        this.host = host;
        this.known = known;
    }

    private Catalogue catalogue(PluginLease lease) {
        return new Catalogue(lease.plugins(), known);
    }

    /** Plans a manifest in a file. */
    Plan plan(Path manifest, Overrides overrides) {
        try (PluginLease lease = host.lease()) {
            return new Planner(catalogue(lease))
                    .plan(new ManifestReader().read(manifest, overrides));
        }
    }

    /** Plans a manifest in memory, whose paths are relative to a folder. */
    Plan plan(String manifest, Path folder, Overrides overrides) {
        Path absolute = folder.toAbsolutePath().normalize();
        try (PluginLease lease = host.lease()) {
            return new Planner(catalogue(lease))
                    .plan(new ManifestReader().read(MEMORY, absolute, manifest, overrides));
        }
    }

    /** Plans a manifest in a file with the plugins of a lock. */
    Plan plan(Path manifest, Overrides overrides, Path lock) {
        LockEnforcer frozen = LockEnforcer.read(lock);
        try (PluginLease lease = host.lease()) {
            Catalogue catalogue =
                    catalogue(lease).preferring(frozen.choose(lease.plugins()).plugins());
            Manifest read = new ManifestReader().read(manifest, overrides);
            return frozen.withThreads(planned(catalogue, read, frozen));
        }
    }

    /** A plugin of the lock that is missing may be the only reason why a type is missing. */
    private static Plan planned(Catalogue catalogue, Manifest manifest, LockEnforcer frozen) {
        try {
            return new Planner(catalogue).plan(manifest);
        } catch (SoraException e) {
            List<Problem> lacking = frozen.lacking(catalogue.plugins());
            throw lacking.isEmpty() ? e : new SoraException(lacking, e);
        }
    }

    /** Plans the optimiser of a group of weights. */
    ResolvedType<OptimiserType> optimiser(String group, String yaml) {
        String name = "optimiser of group '%s'".formatted(group);
        try (PluginLease lease = host.lease()) {
            return new Planner(catalogue(lease))
                    .planOptimiser(new ManifestReader().read(name, Path.of(""), yaml, NONE));
        }
    }

    /**
     * Chooses the engine that a manifest without settings of the engine uses.
     *
     * @param lease the plugins to choose from
     */
    Planner.EngineChoice engine(PluginLease lease) {
        Manifest bare =
                new ManifestReader().read("doctor", Path.of(""), "engine: {type: auto}\n", NONE);
        return new Planner(catalogue(lease)).planEngine(bare);
    }
}
