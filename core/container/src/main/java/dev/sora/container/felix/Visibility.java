// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import java.util.Collection;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * What bundles may be wired to.
 *
 * <p>A plugin that has been taken away lives on for the runs that hold it, but nothing new is wired
 * to its packages: the resolver would even prefer them to those of its successor. And a bundle that
 * calls itself a singleton still has its next version started beside it.
 */
final class Visibility implements ResolverHookFactory, ResolverHook {

    private final LeaseTable tenants;
    private final BundleUninstaller exit;
    private volatile Set<Bundle> leaving = Set.of();

    Visibility(LeaseTable tenants, BundleUninstaller exit) {
        this.tenants = tenants;
        this.exit = exit;
    }

    /** Names the bundles that a change which is under way takes away. */
    void leaving(Collection<Bundle> bundles) {
        leaving = Set.copyOf(bundles);
    }

    boolean hides(Bundle bundle) {
        return bundle.getState() == Bundle.UNINSTALLED
                || leaving.contains(bundle)
                || tenants.isRetired(bundle)
                || exit.isLeaving(bundle);
    }

    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        return this;
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {
        // Whatever is installed may be resolved.
    }

    @Override
    public void filterSingletonCollisions(
            BundleCapability singleton, Collection<BundleCapability> collisionCandidates) {
        collisionCandidates.clear();
    }

    @Override
    public void filterMatches(
            BundleRequirement requirement, Collection<BundleCapability> candidates) {
        // Those that go see each other to the end.
        if (!hides(requirement.getRevision().getBundle())) {
            candidates.removeIf(candidate -> hides(candidate.getRevision().getBundle()));
        }
    }

    @Override
    public void end() {
        // Nothing is kept between the calls.
    }
}
