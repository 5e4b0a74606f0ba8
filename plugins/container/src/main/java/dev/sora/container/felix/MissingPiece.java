// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import dev.sora.problem.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * The first thing on the way down from a bundle that does not resolve which nobody provides.
 *
 * @param owner the bundle that needs it: the one asked about, or one that it depends on
 * @param requirement what it needs
 */
record MissingPiece(Bundle owner, BundleRequirement requirement) {

    private static final Pattern FLOOR = Pattern.compile("[^!]\\([a-z]*version>=([^)]+)\\)");
    private static final Pattern CEILING = Pattern.compile("!\\([a-z]*version>=([^)]+)\\)");
    private static final Pattern EXACT = Pattern.compile("\\(version=([^)]+)\\)");

    /** Walks down; empty if everything is provided and the pieces only contradict each other. */
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
     * Returns the problem in a person's words.
     *
     * @param all every bundle at hand, for the near miss
     * @param sora Sora's own version
     */
    Problem problem(Bundle[] all, String sora) {
        String plugin = "plugin '%s' %s".formatted(owner.getSymbolicName(), owner.getVersion());
        String where = Locations.of(owner);
        String filter = requirement.getDirectives().getOrDefault("filter", "");
        if (PackageNamespace.PACKAGE_NAMESPACE.equals(requirement.getNamespace())) {
            return missingPackage(plugin, where, filter, all, sora);
        }
        if (ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE.equals(
                requirement.getNamespace())) {
            Matcher version = EXACT.matcher(filter);
            return Problem.of("SORA-3109", plugin + " needs a newer Java")
                    .where(where)
                    .needs(version.find() ? "Java " + version.group(1) : filter)
                    .have("Java " + Runtime.version().feature())
                    .fix("point JAVA_HOME to a newer Java, or use an older version of the plugin");
        }
        return Problem.of("SORA-3109", plugin + " needs something that is not here")
                .where(where)
                .needs(what(filter))
                .fix("ask the plugin's author what else to install");
    }

    private String what(String filter) {
        if (BundleNamespace.BUNDLE_NAMESPACE.equals(requirement.getNamespace())) {
            return "the bundle "
                    + attribute(filter, BundleNamespace.BUNDLE_NAMESPACE)
                    + range(filter);
        }
        return (requirement.getNamespace() + " " + filter).strip();
    }

    private Problem missingPackage(
            String plugin, String where, String filter, Bundle[] all, String sora) {
        String name = attribute(filter, PackageNamespace.PACKAGE_NAMESPACE);
        String near = nearMiss(name, all);
        boolean api = name.startsWith("dev.sora.") || name.startsWith("ai.djl.");
        if (api && !near.isEmpty()) {
            return Problem.of("SORA-3107", plugin + " was built for another api of Sora")
                    .where(where)
                    .needs(name + range(filter))
                    .have(near + " (sora " + sora + ")")
                    .fix("install the plugin's version for sora " + sora + ", or rebuild it");
        }
        return Problem.of("SORA-3108", plugin + " needs a package that nobody offers")
                .where(where)
                .needs(name + range(filter))
                .have(near)
                .fix("rebuild the plugin with its libraries inside its jar");
    }

    private static String attribute(String filter, String name) {
        Matcher found =
                Pattern.compile("\\(" + Pattern.quote(name) + "=([^)]+)\\)").matcher(filter);
        return found.find() ? found.group(1) : filter;
    }

    private static String range(String filter) {
        Matcher floor = FLOOR.matcher(" " + filter);
        Matcher ceiling = CEILING.matcher(filter);
        boolean low = floor.find();
        if (ceiling.find()) {
            return " [" + (low ? floor.group(1) : "0") + "," + ceiling.group(1) + ")";
        }
        return low ? " " + floor.group(1) + " or newer" : "";
    }

    private static String nearMiss(String name, Bundle[] all) {
        Set<String> versions = new HashSet<>();
        for (Bundle bundle : all) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            if (revision == null) {
                continue;
            }
            for (BundleCapability offered :
                    revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
                Map<String, Object> attributes = offered.getAttributes();
                if (name.equals(attributes.get(PackageNamespace.PACKAGE_NAMESPACE))) {
                    versions.add(
                            String.valueOf(
                                    attributes.get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE)));
                }
            }
        }
        return versions.isEmpty()
                ? ""
                : name + " " + versions.stream().sorted().collect(Collectors.joining(", "));
    }
}
