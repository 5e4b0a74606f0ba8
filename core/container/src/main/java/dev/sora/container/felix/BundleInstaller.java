// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import dev.sora.container.trust.TrustPolicy;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

/** Reads jars, and installs those that the policy allows as bundles. */
final class BundleInstaller {

    private static final int MANY = 24;

    private final Framework framework;
    private final TrustPolicy policy;

    BundleInstaller(Framework framework, TrustPolicy policy) {
        this.framework = framework;
        this.policy = policy;
    }

    /**
     * Reads jars, and returns suppliers that return the result or throw the error. So errors appear
     * in the order of the jars, even if the jars are read in parallel.
     */
    static List<Supplier<PluginJar>> read(List<Path> jars) {
        // Many jars are read on all cores; for a few, threads would cost more than they save.
        Stream<Path> all = jars.size() < MANY ? jars.stream() : jars.parallelStream();
        return all.map(BundleInstaller::look).toList();
    }

    private static Supplier<PluginJar> look(Path jar) {
        try {
            PluginJar read = PluginJar.read(jar);
            return () -> read;
        } catch (SoraException e) {
            return () -> {
                throw e;
            };
        }
    }

    /**
     * Refuses a second jar of one plugin.
     *
     * @throws SoraException if one of the others has its name and version
     */
    static void refuseTwice(PluginJar jar, Collection<PluginJar> others) {
        others.stream()
                .filter(other -> other.symbolicName().equals(jar.symbolicName()))
                .filter(other -> other.version().equals(jar.version()))
                .findFirst()
                .ifPresent(
                        other -> {
                            throw new SoraException(twice(jar, other));
                        });
    }

    private static Problem twice(PluginJar jar, PluginJar other) {
        return Problem.of(
                        "SORA-3111",
                        "plugin '%s' %s is installed twice"
                                .formatted(jar.symbolicName(), jar.version()))
                .where(jar.path().toString())
                .have(other.path().toString())
                .fix("remove one of the two jars; the first is used");
    }

    /**
     * Checks a jar against the policy and installs its bundle. No other method installs bundles.
     *
     * @param bundles receives the bundle
     * @throws SoraException if the policy refuses the jar, or its headers are invalid
     */
    void install(PluginJar jar, Map<Bundle, PluginJar> bundles) {
        policy.check(jar.path());
        BundleContext context = framework.getBundleContext();
        try {
            String location = Locations.free(jar.path(), taken -> context.getBundle(taken) != null);
            bundles.put(context.installBundle(location), jar);
        } catch (BundleException e) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-3102",
                                    "'%s' has invalid bundle headers"
                                            .formatted(jar.path().getFileName()))
                            .where(jar.path().toString())
                            .have(root(e))
                            .fix("build it with bnd, as every plugin of Sora is built"),
                    e);
        }
    }

    /** Returns the message of the cause; that of the exception itself is often too general. */
    private static String root(BundleException thrown) {
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        return String.valueOf(cause.getMessage());
    }
}
