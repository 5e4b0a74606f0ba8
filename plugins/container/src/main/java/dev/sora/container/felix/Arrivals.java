// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;

/** Bundles that are to go to work together: what they offer, and why some of them cannot. */
final class Arrivals {

    private final Framework framework;
    private final String version;
    private final Collection<OfferedPlugin> present;
    private final Map<OfferedPlugin, Bundle> offers = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /**
     * Resolves and starts bundles.
     *
     * @param version Sora's own version, for messages
     * @param present plugins that are at work beside them
     */
    static Arrivals of(
            Framework framework,
            String version,
            Collection<OfferedPlugin> present,
            Map<Bundle, PluginJar> bundles) {
        Arrivals arrivals = new Arrivals(framework, version, present);
        arrivals.start(bundles);
        return arrivals;
    }

    private Arrivals(Framework framework, String version, Collection<OfferedPlugin> present) {
        this.framework = framework;
        this.version = version;
        this.present = present;
    }

    /** Returns what is offered, and by which bundle. */
    Map<OfferedPlugin, Bundle> offers() {
        return offers;
    }

    /** Returns why the others are not at work: one root problem each. */
    List<Problem> problems() {
        return problems;
    }

    private void start(Map<Bundle, PluginJar> bundles) {
        FrameworkWiring wiring = framework.adapt(FrameworkWiring.class);
        wiring.resolveBundles(bundles.keySet());
        Map<Bundle, List<Bundle>> roots = new LinkedHashMap<>();
        Map<Bundle, MissingPiece> pieces = new HashMap<>();
        bundles.forEach(
                (bundle, jar) -> {
                    if (bundle.getState() != Bundle.INSTALLED) {
                        take(bundle, jar);
                        return;
                    }
                    MissingPiece.find(bundle, wiring)
                            .ifPresentOrElse(
                                    piece -> {
                                        pieces.put(piece.owner(), piece);
                                        roots.computeIfAbsent(piece.owner(), k -> new ArrayList<>())
                                                .add(bundle);
                                    },
                                    () -> problems.add(contradiction(bundle, jar)));
                });
        roots.forEach((root, victims) -> problems.add(explain(pieces.get(root), root, victims)));
    }

    private void take(Bundle bundle, PluginJar jar) {
        try {
            bundle.start();
            OfferedPlugin plugin = PluginReader.read(bundle, jar);
            OfferedPlugin same = same(plugin);
            if (same != null) {
                problems.add(
                        Problem.of(
                                        "SORA-3111",
                                        "two plugins call themselves '%s' %s"
                                                .formatted(plugin.name(), plugin.version()))
                                .where(plugin.location())
                                .have(same.location())
                                .fix("remove one of the two jars; the first is used"));
                return;
            }
            offers.put(plugin, bundle);
        } catch (SoraException e) {
            problems.addAll(e.problems());
        } catch (BundleException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            problems.add(
                    Problem.of(
                                    "SORA-3106",
                                    "plugin '%s' %s failed to start"
                                            .formatted(jar.symbolicName(), jar.version()))
                            .where(jar.path().toString())
                            .have(cause.toString())
                            .fix("report it to the plugin's author"));
        }
    }

    private @Nullable OfferedPlugin same(OfferedPlugin plugin) {
        return Stream.concat(present.stream(), offers.keySet().stream())
                .filter(other -> other.name().equals(plugin.name()))
                .filter(other -> other.version().equals(plugin.version()))
                .findFirst()
                .orElse(null);
    }

    private Problem explain(MissingPiece piece, Bundle root, List<Bundle> victims) {
        Problem problem = piece.problem(framework.getBundleContext().getBundles(), version);
        String others =
                String.join(
                        ", ",
                        victims.stream()
                                .filter(bundle -> !bundle.equals(root))
                                .map(Bundle::getSymbolicName)
                                .toList());
        return others.isEmpty()
                ? problem
                : new Problem(
                        problem.code(),
                        problem.message() + "; also not started because of it: " + others,
                        problem.where(),
                        problem.needs(),
                        problem.have(),
                        problem.fix());
    }

    /** All pieces are there and contradict each other; only the framework knows how. */
    private static Problem contradiction(Bundle bundle, PluginJar jar) {
        String said = "";
        try {
            bundle.start();
        } catch (BundleException e) {
            said = String.valueOf(e.getMessage());
        }
        return Problem.of(
                        "SORA-3113",
                        "plugin '%s' %s does not go together with the other plugins"
                                .formatted(jar.symbolicName(), jar.version()))
                .where(jar.path().toString())
                .have(said)
                .fix("take the other plugins out one by one to find the one it cannot meet");
    }
}
