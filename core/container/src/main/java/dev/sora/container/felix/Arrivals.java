// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import dev.sora.container.felix.StartFailures.Complaint;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Resolves and starts bundles together, and records what they offer and why some do not start. */
final class Arrivals {

    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

    private final Framework framework;
    private final String version;
    private final Collection<OfferedPlugin> present;
    private final Map<OfferedPlugin, Bundle> offers = new LinkedHashMap<>();
    private final List<Complaint> complaints = new ArrayList<>();
    private final Predicate<Bundle> hidden;

    /**
     * Resolves and starts bundles.
     *
     * @param version Sora's own version, for messages
     * @param present plugins that are active already
     * @param bundles the installed bundles to start, each with what its jar declares
     * @param hidden tests whether a bundle is being removed; such a bundle provides nothing to
     *     others
     */
    static Arrivals of(
            Framework framework,
            String version,
            Collection<OfferedPlugin> present,
            Map<Bundle, PluginJar> bundles,
            Predicate<Bundle> hidden) {
        Arrivals arrivals = new Arrivals(framework, version, present, hidden);
        arrivals.start(bundles);
        return arrivals;
    }

    private Arrivals(
            Framework framework,
            String version,
            Collection<OfferedPlugin> present,
            Predicate<Bundle> hidden) {
        this.framework = framework;
        this.version = version;
        this.present = present;
        this.hidden = hidden;
    }

    /** Returns the plugins that started, each with its bundle. */
    Map<OfferedPlugin, Bundle> offers() {
        return offers;
    }

    /** Returns why the other bundles did not start: one root problem each. */
    List<Complaint> complaints() {
        return complaints;
    }

    List<Problem> problems() {
        return complaints.stream().map(Complaint::problem).toList();
    }

    private void complain(Problem problem, PluginJar jar) {
        complaints.add(new Complaint(problem, Set.of(jar.symbolicName())));
    }

    private void start(Map<Bundle, PluginJar> bundles) {
        FrameworkWiring wiring = framework.adapt(FrameworkWiring.class);
        wiring.resolveBundles(bundles.keySet());
        Map<Bundle, List<Bundle>> roots = new LinkedHashMap<>();
        Map<Bundle, MissingPiece> pieces = new HashMap<>();
        startResolved(bundles);
        bundles.forEach(
                (bundle, jar) -> {
                    if (bundle.getState() != Bundle.INSTALLED) {
                        return;
                    }
                    MissingPiece.find(bundle, wiring, hidden)
                            .ifPresentOrElse(
                                    piece -> {
                                        pieces.put(piece.owner(), piece);
                                        roots.computeIfAbsent(piece.owner(), k -> new ArrayList<>())
                                                .add(bundle);
                                    },
                                    () -> complain(contradiction(bundle, jar, wiring), jar));
                });
        roots.forEach(
                (root, victims) ->
                        complaints.add(
                                new Complaint(
                                        explain(pieces.get(root), root, victims),
                                        victims.stream()
                                                .map(Bundle::getSymbolicName)
                                                .collect(Collectors.toSet()))));
    }

    private void startResolved(Map<Bundle, PluginJar> bundles) {
        try (TimedStart starts = new TimedStart()) {
            bundles.forEach(
                    (bundle, jar) -> {
                        if (bundle.getState() != Bundle.INSTALLED) {
                            take(bundle, jar, starts);
                        }
                    });
        }
    }

    private void take(Bundle bundle, PluginJar jar, TimedStart starts) {
        try {
            OfferedPlugin plugin = starts.of(bundle, jar);
            OfferedPlugin same = same(plugin);
            if (same != null) {
                complain(
                        Problem.of(
                                        "SORA-3111",
                                        "two plugins are named '%s' %s"
                                                .formatted(plugin.name(), plugin.version()))
                                .where(plugin.location())
                                .have(same.location())
                                .fix("remove one of the two jars; the first is used"),
                        jar);
                return;
            }
            offers.put(plugin, bundle);
        } catch (SoraException e) {
            e.problems().forEach(problem -> complain(problem, jar));
        } catch (BundleException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            complain(
                    Problem.of(
                                    "SORA-3106",
                                    "plugin '%s' %s failed to start"
                                            .formatted(jar.symbolicName(), jar.version()))
                            .where(jar.path().toString())
                            .have(cause.toString())
                            .fix("report it to the plugin's author"),
                    jar);
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

    /** Returns the problem of a bundle whose requirements are all provided but conflict. */
    private Problem contradiction(Bundle bundle, PluginJar jar, FrameworkWiring wiring) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
        } catch (BundleException e) {
            // The framework's own message names wirings and filters, so it is shown with --verbose
            // only.
            LOG.debug("{} is not resolved", bundle, e);
        }
        return UsesConflict.find(bundle, wiring, hidden)
                .map(clash -> clash.problem(jar))
                .orElseGet(
                        () ->
                                Problem.of(
                                                "SORA-3113",
                                                "plugin '%s' %s conflicts with the other plugins"
                                                        .formatted(
                                                                jar.symbolicName(), jar.version()))
                                        .where(jar.path().toString())
                                        .fix(
                                                "remove the other plugins one by one to find the"
                                                        + " one that it conflicts with;"
                                                        + " --verbose shows the framework's"
                                                        + " message"));
    }
}
