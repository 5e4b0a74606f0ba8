// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import dev.sora.problem.Problem;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * A package that a bundle would get from two providers: by its own import, and through an exporter
 * whose {@code uses} directive names the package. The classes of the two providers are different
 * types, so the framework does not resolve the bundle.
 *
 * @param name the package
 * @param own the bundles that provide the package to the importing bundle
 * @param middle the bundle whose exported package uses {@code name}
 * @param theirs the bundles that provide the package to {@code middle}
 */
record UsesConflict(String name, Set<Bundle> own, Bundle middle, Set<Bundle> theirs) {

    /** Returns the first conflict of a bundle; empty if none is found. */
    static Optional<UsesConflict> find(
            Bundle bundle, FrameworkWiring wiring, Predicate<Bundle> hidden) {
        List<BundleRequirement> imports = imports(bundle);
        for (BundleRequirement wanted : imports) {
            for (BundleCapability offer : providers(wanted, wiring, hidden)) {
                Bundle middle = offer.getRevision().getBundle();
                for (String used : uses(offer)) {
                    Set<Bundle> own = sources(bundle, used, wiring, hidden);
                    Set<Bundle> theirs = sources(middle, used, wiring, hidden);
                    if (!own.isEmpty()
                            && !theirs.isEmpty()
                            && own.stream().noneMatch(theirs::contains)) {
                        return Optional.of(new UsesConflict(used, own, middle, theirs));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static List<BundleRequirement> imports(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision == null
                ? List.of()
                : revision.getDeclaredRequirements(PackageNamespace.PACKAGE_NAMESPACE);
    }

    private static Collection<BundleCapability> providers(
            BundleRequirement wanted, FrameworkWiring wiring, Predicate<Bundle> hidden) {
        return wiring.findProviders(wanted).stream()
                .filter(it -> !hidden.test(it.getRevision().getBundle()))
                .toList();
    }

    private static Set<String> uses(BundleCapability offer) {
        String listed = offer.getDirectives().getOrDefault(Constants.USES_DIRECTIVE, "");
        return listed.isBlank() ? Set.of() : Set.of(listed.strip().split("\\s*,\\s*"));
    }

    /**
     * Returns the bundles that provide a package to a bundle: those that it may import from,
     * otherwise itself if it exports the package.
     */
    private static Set<Bundle> sources(
            Bundle bundle, String name, FrameworkWiring wiring, Predicate<Bundle> hidden) {
        Set<Bundle> sources = new LinkedHashSet<>();
        for (BundleRequirement wanted : imports(bundle)) {
            for (BundleCapability offer : providers(wanted, wiring, hidden)) {
                if (name.equals(offer.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))) {
                    sources.add(offer.getRevision().getBundle());
                }
            }
        }
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (sources.isEmpty()
                && revision != null
                && revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
                        .anyMatch(
                                it ->
                                        name.equals(
                                                it.getAttributes()
                                                        .get(
                                                                PackageNamespace
                                                                        .PACKAGE_NAMESPACE)))) {
            sources.add(bundle);
        }
        return sources;
    }

    Problem problem(PluginJar jar) {
        return Problem.of(
                        "SORA-3113",
                        "plugin '%s' %s conflicts with '%s': they need the same package from"
                                        .formatted(
                                                jar.symbolicName(),
                                                jar.version(),
                                                middle.getSymbolicName())
                                + " different bundles")
                .where(jar.path().toString())
                .needs(
                        "%s from %s, as '%s' has it"
                                .formatted(name, names(theirs), middle.getSymbolicName()))
                .have("%s from %s".formatted(name, names(own)))
                .fix(
                        "rebuild the plugin with its libraries inside its jar, or make both"
                                + " import the same version of "
                                + name);
    }

    private static String names(Set<Bundle> bundles) {
        return bundles.stream()
                .map(it -> it.getSymbolicName() + " " + it.getVersion())
                .collect(Collectors.joining(" or "));
    }
}
