// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import dev.sora.problem.Problem;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Explains a requirement without a provider to the user.
 *
 * @param owner the bundle that has the requirement
 * @param requirement the missing requirement
 * @param all every available bundle, to find the same capability in other versions
 * @param sora Sora's own version
 */
record MissingRequirement(Bundle owner, BundleRequirement requirement, Bundle[] all, String sora) {

    private static final Pattern FLOOR = Pattern.compile("[^!]\\([a-z-]*version>=([^)]+)\\)");
    private static final Pattern CEILING = Pattern.compile("!\\([a-z-]*version>=([^)]+)\\)");
    private static final Pattern EXACT = Pattern.compile("\\(version=([^)]+)\\)");

    private static final String INSIDE = "rebuild the plugin with its libraries inside its jar";

    /**
     * Requirements other than packages that bundles may have and Sora's framework never provides,
     * each with its description.
     */
    private static final Map<String, String> SERVICES =
            Map.of(
                    "osgi.extender", "an extender of OSGi, '%s'",
                    "osgi.service", "an OSGi service, '%s'",
                    "osgi.implementation", "an implementation of OSGi's '%s'",
                    "osgi.contract", "the contract '%s'");

    private static final Map<String, String> KEYS = Map.of("osgi.service", "objectClass");

    Problem problem() {
        String filter = requirement.getDirectives().getOrDefault("filter", "");
        String namespace = requirement.getNamespace();
        return switch (namespace) {
            case PackageNamespace.PACKAGE_NAMESPACE -> missingPackage(filter);
            case BundleNamespace.BUNDLE_NAMESPACE -> missingBundle(filter);
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE -> java(filter);
            case "osgi.native" ->
                    about("SORA-3109", "has native code, but none for this machine")
                            .needs(filter)
                            .have(
                                    System.getProperty("os.name")
                                            + " "
                                            + System.getProperty("os.arch"))
                            .fix("ask the plugin's author for a jar for this machine");
            default -> other(namespace, filter);
        };
    }

    private Problem about(String code, String what) {
        return Problem.of(
                        code,
                        "plugin '%s' %s %s"
                                .formatted(owner.getSymbolicName(), owner.getVersion(), what))
                .where(Locations.of(owner));
    }

    private Problem java(String filter) {
        Matcher exact = EXACT.matcher(filter);
        Matcher floor = FLOOR.matcher(" " + filter);
        String wanted =
                exact.find()
                        ? "Java " + exact.group(1)
                        : floor.find() ? "Java " + floor.group(1) + " or newer" : filter;
        return about("SORA-3109", "needs a newer Java")
                .needs(wanted)
                .have("Java " + Runtime.version().feature())
                .fix("point JAVA_HOME to a newer Java, or use an older version of the plugin");
    }

    private Problem missingBundle(String filter) {
        String name = attribute(filter, BundleNamespace.BUNDLE_NAMESPACE);
        String near =
                nearMiss(
                        BundleNamespace.BUNDLE_NAMESPACE,
                        name,
                        BundleNamespace.CAPABILITY_BUNDLE_VERSION_ATTRIBUTE);
        return about("SORA-3109", "needs a bundle that is not installed")
                .needs("the bundle " + name + range(filter))
                .have(near)
                .fix(
                        near.isEmpty()
                                ? INSIDE + ", or install that bundle, if it is a plugin"
                                : "install that version of " + name + " beside it");
    }

    private Problem other(String namespace, String filter) {
        String words = SERVICES.get(namespace);
        if (words == null) {
            return about("SORA-3109", "needs a capability that is not available")
                    .needs((namespace + " " + filter).strip())
                    .fix("ask the plugin's author what else to install");
        }
        String name = attribute(filter, KEYS.getOrDefault(namespace, namespace));
        return about("SORA-3109", "needs a part of OSGi that Sora does not run")
                .needs(words.formatted(name) + range(filter))
                .have("plugins that Sora starts by their service file")
                .fix(
                        "rebuild it without the annotations or headers that ask for it"
                                + " (Require-Capability)");
    }

    private Problem missingPackage(String filter) {
        String name = attribute(filter, PackageNamespace.PACKAGE_NAMESPACE);
        String near =
                nearMiss(
                        PackageNamespace.PACKAGE_NAMESPACE,
                        name,
                        PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE);
        boolean api = name.startsWith("dev.sora.") || name.startsWith("ai.djl.");
        if (api && !near.isEmpty()) {
            return about("SORA-3107", "was built for another api of Sora")
                    .needs(name + range(filter))
                    .have(near + " (sora " + sora + ")")
                    .fix("install the plugin's version for sora " + sora + ", or rebuild it");
        }
        return about(
                        "SORA-3108",
                        near.isEmpty()
                                ? "needs a package that no bundle exports"
                                : "needs a package that no bundle exports in that version")
                .needs(name + range(filter))
                .have(near)
                .fix(INSIDE);
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

    /** Returns the versions in which other bundles provide a capability; empty if none does. */
    private String nearMiss(String namespace, String name, String versionKey) {
        Set<String> versions = new TreeSet<>();
        for (Bundle bundle : all) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            if (revision == null || bundle.equals(owner)) {
                continue;
            }
            for (BundleCapability offered : revision.getDeclaredCapabilities(namespace)) {
                Map<String, Object> attributes = offered.getAttributes();
                if (name.equals(attributes.get(namespace))) {
                    versions.add(String.valueOf(attributes.get(versionKey)));
                }
            }
        }
        return versions.isEmpty() ? "" : name + " " + String.join(", ", versions);
    }
}
