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
 * A resolver hook that hides removed plugins from new bundles.
 *
 * <p>A removed plugin stays usable until its last lease ends, but no new bundle may be wired to its
 * packages; the resolver would even prefer them to those of its successor, because they are wired
 * already. The hook also lets two versions of a bundle be active that declares itself a singleton.
 */
final class Visibility implements ResolverHookFactory, ResolverHook {

    private final LeaseTable tenants;
    private final BundleUninstaller exit;
    private volatile Set<Bundle> leaving = Set.of();

    Visibility(LeaseTable tenants, BundleUninstaller exit) {
        this.tenants = tenants;
        this.exit = exit;
    }

    /** Sets the bundles that the current change removes. */
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
        // Every installed bundle may be resolved.
    }

    @Override
    public void filterSingletonCollisions(
            BundleCapability singleton, Collection<BundleCapability> collisionCandidates) {
        collisionCandidates.clear();
    }

    @Override
    public void filterMatches(
            BundleRequirement requirement, Collection<BundleCapability> candidates) {
        // Removed bundles still see each other.
        if (!hides(requirement.getRevision().getBundle())) {
            candidates.removeIf(candidate -> hides(candidate.getRevision().getBundle()));
        }
    }

    @Override
    public void end() {
        // No state is kept between calls.
    }
}
