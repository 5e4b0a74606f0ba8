// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import dev.sora.problem.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * The first requirement without a provider in the dependency chain of an unresolved bundle.
 *
 * @param owner the bundle that has the requirement: the unresolved bundle or one it depends on
 * @param requirement the missing requirement
 */
record MissingPiece(Bundle owner, BundleRequirement requirement) {

    /**
     * Follows the dependency chain of a bundle, depth first.
     *
     * @return the first missing requirement; empty if each requirement has a provider, so that the
     *     bundle is unresolved because of a conflict
     */
    static Optional<MissingPiece> find(
            Bundle bundle, FrameworkWiring wiring, Predicate<Bundle> hidden) {
        return find(bundle, wiring, hidden, new HashSet<>());
    }

    private static Optional<MissingPiece> find(
            Bundle bundle, FrameworkWiring wiring, Predicate<Bundle> hidden, Set<Bundle> visited) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null || !visited.add(bundle)) {
            return Optional.empty();
        }
        for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
            if (!isMandatory(requirement)) {
                continue;
            }
            List<Bundle> bundles =
                    wiring.findProviders(requirement).stream()
                            .map(provider -> provider.getRevision().getBundle())
                            .filter(hidden.negate())
                            .distinct()
                            .toList();
            if (bundles.isEmpty()) {
                return Optional.of(new MissingPiece(bundle, requirement));
            }
            if (bundles.contains(bundle) || bundles.stream().anyMatch(MissingPiece::isResolved)) {
                continue;
            }
            for (Bundle provider : bundles) {
                Optional<MissingPiece> deeper = find(provider, wiring, hidden, visited);
                if (deeper.isPresent()) {
                    return deeper;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isMandatory(BundleRequirement requirement) {
        Map<String, String> directives = requirement.getDirectives();
        return !Constants.RESOLUTION_OPTIONAL.equals(directives.get(Constants.RESOLUTION_DIRECTIVE))
                && Constants.EFFECTIVE_RESOLVE.equals(
                        directives.getOrDefault(
                                Constants.EFFECTIVE_DIRECTIVE, Constants.EFFECTIVE_RESOLVE));
    }

    private static boolean isResolved(Bundle bundle) {
        return (bundle.getState() & (Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE)) != 0;
    }

    /**
     * Returns the problem for the user, without terms of OSGi.
     *
     * @param all every available bundle, to find the same capability in other versions
     * @param sora Sora's own version
     */
    Problem problem(Bundle[] all, String sora) {
        return new MissingRequirement(owner, requirement, all, sora).problem();
    }
}
