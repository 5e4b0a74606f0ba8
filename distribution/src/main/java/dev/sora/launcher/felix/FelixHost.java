// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.felix;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginHost;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.Felix;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;

/** Plugins as bundles in a Felix framework within this JVM. Used by one thread. */
public final class FelixHost implements PluginHost {

    private static final long STOP_MILLIS = 5_000;

    private final String version;
    private final Scratch scratch;
    private final Framework framework;
    private final Map<Bundle, PluginJar> installed = new LinkedHashMap<>();
    private final List<OfferedPlugin> offers = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private FelixHost(String version, Scratch scratch, Framework framework) {
        this.version = version;
        this.scratch = scratch;
        this.framework = framework;
    }

    /**
     * Starts the framework.
     *
     * @param cache the folder in which it may keep files while it runs
     * @param version Sora's own version, for messages
     */
    public static FelixHost open(Path cache, String version) {
        Scratch scratch;
        try {
            scratch = Scratch.in(cache);
        } catch (IOException e) {
            throw new SoraException(
                    Problem.of("SORA-3100", "the folder for caches cannot be written")
                            .where(cache.toString())
                            .have(e.getClass().getSimpleName() + ": " + e.getMessage())
                            .fix("set SORA_HOME to a folder that you may write"),
                    e);
        }
        try {
            Framework framework = new Felix(settings(scratch.folder()));
            framework.init();
            framework.start();
            return new FelixHost(version, scratch, framework);
        } catch (BundleException e) {
            scratch.close();
            throw new IllegalStateException("the framework does not start", e);
        }
    }

    private static Map<String, Object> settings(Path storage) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, KernelPackages.header());
        // The folder is this process's own and no bundle needs a stream handler of the JVM's.
        settings.put("felix.cache.locking", "false");
        settings.put("felix.service.urlhandlers", "false");
        // Plugins see what they import; a class that is there by luck is missing elsewhere.
        settings.put("felix.bootdelegation.implicit", "false");
        settings.put("felix.log.level", "0");
        return settings;
    }

    /** Installs jars; what is no plugin is added to {@link #problems()}, the rest is installed. */
    public void installAll(List<Path> jars) {
        for (Path jar : jars) {
            try {
                install(jar);
            } catch (SoraException e) {
                problems.addAll(e.problems());
            }
        }
    }

    @Override
    public void install(Path jar) {
        PluginJar read = PluginJar.read(jar);
        try {
            Bundle bundle = framework.getBundleContext().installBundle(Locations.location(jar));
            installed.put(bundle, read);
        } catch (BundleException e) {
            throw new SoraException(refused(read, e), e);
        }
    }

    private Problem refused(PluginJar jar, BundleException failure) {
        if (failure.getType() == BundleException.DUPLICATE_BUNDLE_ERROR) {
            String other =
                    installed.values().stream()
                            .filter(known -> known.symbolicName().equals(jar.symbolicName()))
                            .map(known -> known.path().toString())
                            .findFirst()
                            .orElse("");
            return Problem.of(
                            "SORA-3111",
                            "plugin '%s' %s is installed twice"
                                    .formatted(jar.symbolicName(), jar.version()))
                    .where(jar.path().toString())
                    .have(other)
                    .fix("remove one of the two jars; the first is used");
        }
        return Problem.of(
                        "SORA-3102",
                        "'%s' has headers that no bundle may have"
                                .formatted(jar.path().getFileName()))
                .where(jar.path().toString())
                .have(String.valueOf(failure.getMessage()))
                .fix("build it with bnd, as every plugin of Sora is built");
    }

    @Override
    public void start() {
        FrameworkWiring wiring = framework.adapt(FrameworkWiring.class);
        wiring.resolveBundles(installed.keySet());
        Map<Bundle, List<Bundle>> roots = new LinkedHashMap<>();
        Map<Bundle, MissingPiece> pieces = new HashMap<>();
        installed.forEach(
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
        offers.sort(
                Comparator.comparing(OfferedPlugin::name).thenComparing(OfferedPlugin::version));
    }

    private void take(Bundle bundle, PluginJar jar) {
        try {
            bundle.start();
            OfferedPlugin plugin = PluginReader.read(bundle, jar);
            if (offers.stream().anyMatch(other -> clash(other, plugin))) {
                problems.add(
                        Problem.of(
                                        "SORA-3111",
                                        "two plugins call themselves '%s' %s"
                                                .formatted(plugin.name(), plugin.version()))
                                .where(plugin.location())
                                .have(location(plugin.name()))
                                .fix("remove one of the two jars; the first is used"));
                return;
            }
            offers.add(plugin);
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

    private static boolean clash(OfferedPlugin one, OfferedPlugin other) {
        return one.name().equals(other.name()) && one.version().equals(other.version());
    }

    private String location(String name) {
        return offers.stream()
                .filter(plugin -> plugin.name().equals(name))
                .map(OfferedPlugin::location)
                .findFirst()
                .orElse("");
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

    @Override
    public List<OfferedPlugin> offers() {
        return List.copyOf(offers);
    }

    @Override
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(STOP_MILLIS);
        } catch (BundleException e) {
            throw new IllegalStateException("the framework does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            scratch.close();
        }
    }
}
