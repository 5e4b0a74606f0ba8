// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.models;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.serving.config.Names;
import dev.sora.serving.config.ServingConfig;
import dev.sora.serving.config.ServingConfig.ModelConfig;
import dev.sora.serving.models.ModelState.Rules;
import dev.sora.serving.models.RepositoryScan.Found;
import dev.sora.serving.refusal.Refusals;
import dev.sora.serving.refusal.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The packages that can be served: those that the command line and the configuration name, and
 * those of the repository. It opens a version whole before it replaces the one before, so a package
 * that cannot be opened changes nothing. Changes are made one after the other.
 */
public final class Library {

    private static final Logger LOG = LoggerFactory.getLogger(Library.class);

    private static final Comparator<VersionKey> ORDER =
            Comparator.comparing(VersionKey::name)
                    .thenComparing(VersionKey::version, Names.BY_VERSION);

    private final ServingConfig config;
    private final Opener opener;
    private final Models models;
    private final Map<VersionKey, Path> named = new LinkedHashMap<>();

    /** The stamp of each package of the repository that was opened, or could not be. */
    private final Map<VersionKey, String> seen = new HashMap<>();

    private final Map<VersionKey, String> changing = new HashMap<>();
    private final Map<VersionKey, String> failures = new TreeMap<>(ORDER);
    private final Set<String> unloaded = new HashSet<>();

    /** What {@link #index()} returns: requests must not wait while a package opens. */
    private volatile Map<VersionKey, Standing> published = Map.of();

    /** Creates a library; {@link #open()} opens its packages. */
    public Library(ServingConfig config, Opener opener, Models models) {
        this.config = config;
        this.opener = opener;
        this.models = models;
    }

    /**
     * Opens all packages. One of the command line or the configuration must open; of the
     * repository, those that cannot be opened are reported and left out.
     */
    public synchronized void open() {
        for (ModelConfig model : config.models()) {
            models.rules(
                    model.name(),
                    new Rules(model.preferred(), model.aliases(), model.routes(), model.shadow()));
            model.versions().forEach((version, file) -> openNamed(model.name(), version, file));
        }
        config.repository()
                .ifPresent(
                        folder -> {
                            if (!Files.isDirectory(folder)) {
                                throw new SoraException(
                                        Problem.of("SORA-6004", "the repository is not a folder")
                                                .where(folder.toString())
                                                .needs(
                                                        "a folder with NAME.sora or NAME/VERSION.sora"));
                            }
                            look(true);
                        });
    }

    private void openNamed(String name, String version, Path file) {
        ServedVersion opened = opener.open(name, version, file);
        VersionKey key = new VersionKey(opened.name(), version);
        if (!Names.fits(opened.name()) || named.containsKey(key)) {
            opened.retire();
            throw new SoraException(
                    Names.fits(opened.name())
                            ? Problem.of(
                                            "SORA-6003",
                                            "two packages are version '%s' of the model '%s'"
                                                    .formatted(version, opened.name()))
                                    .where(file.toString())
                                    .fix("give one another name or version: NAME:VERSION=FILE")
                            : Names.problem(opened.name(), "model").where(file.toString()));
        }
        named.put(key, file);
        models.put(opened);
        publish();
    }

    /** Looks for changes of the repository, and makes them. Never fails. */
    public synchronized void look() {
        try {
            look(false);
        } catch (RuntimeException e) {
            LOG.warn("the repository cannot be read: {}", e.getMessage());
        }
    }

    /**
     * @param first whether nothing is served yet; otherwise a file must be the same at two looks,
     *     because it may still be written
     */
    private void look(boolean first) {
        if (config.repository().isEmpty()) {
            return;
        }
        Map<VersionKey, Found> found = RepositoryScan.scan(config.repository().get());
        found.keySet().removeAll(named.keySet());
        for (VersionKey gone : new HashSet<>(seen.keySet())) {
            if (!found.containsKey(gone)) {
                seen.remove(gone);
                failures.remove(gone);
                models.remove(gone.name(), gone.version());
                LOG.info("removed {} version {}", gone.name(), gone.version());
            }
        }
        for (Map.Entry<VersionKey, Found> each : found.entrySet()) {
            VersionKey key = each.getKey();
            String stamp = each.getValue().stamp();
            boolean settled = first || stamp.equals(changing.get(key));
            if (!stamp.equals(seen.get(key)) && !unloaded.contains(key.name()) && settled) {
                replace(key, each.getValue());
            }
            changing.put(key, stamp);
        }
        changing.keySet().retainAll(found.keySet());
        publish();
    }

    private void replace(VersionKey key, Found found) {
        seen.put(key, found.stamp());
        try {
            models.put(opener.open(key.name(), key.version(), found.file()));
            failures.remove(key);
            publish();
            LOG.info("opened {} version {}", key.name(), key.version());
        } catch (RuntimeException | LinkageError e) {
            failures.put(key, reason(e));
            LOG.warn("{} version {} cannot be opened: {}", key.name(), key.version(), e.toString());
        }
    }

    private static String reason(Throwable thrown) {
        return thrown instanceof SoraException known
                ? known.problems().get(0).code() + " " + known.problems().get(0).message()
                : "SORA-9001 an error in Sora itself";
    }

    /**
     * Opens the packages of a model again, and replaces its versions.
     *
     * @throws SoraException if there are none, or one cannot be opened; then it is as before
     */
    public synchronized void load(String name) {
        Map<VersionKey, Path> wanted = packages(name);
        Map<VersionKey, ServedVersion> opened = new LinkedHashMap<>();
        try {
            wanted.forEach(
                    (key, file) -> opened.put(key, opener.open(key.name(), key.version(), file)));
        } catch (SoraException e) {
            opened.values().forEach(ServedVersion::retire);
            throw new RefusedException(
                    400,
                    Problem.of("SORA-6119", "the model '%s' cannot be loaded".formatted(name))
                            .have(reason(e))
                            .fix("replace its package; versions that are served stay in use"));
        } catch (RuntimeException | Error e) {
            opened.values().forEach(ServedVersion::retire);
            throw e;
        }
        unloaded.remove(name);
        opened.forEach(
                (key, version) -> {
                    failures.remove(key);
                    models.put(version);
                });
        publish();
    }

    private Map<VersionKey, Path> packages(String name) {
        Map<VersionKey, Path> wanted = new LinkedHashMap<>();
        named.forEach(
                (key, file) -> {
                    if (key.name().equals(name)) {
                        wanted.put(key, file);
                    }
                });
        config.repository()
                .ifPresent(
                        folder ->
                                RepositoryScan.scan(folder)
                                        .forEach(
                                                (key, found) -> {
                                                    if (key.name().equals(name)
                                                            && !wanted.containsKey(key)) {
                                                        wanted.put(key, found.file());
                                                        seen.put(key, found.stamp());
                                                    }
                                                }));
        if (wanted.isEmpty()) {
            throw Refusals.unknownModel(name, names());
        }
        return wanted;
    }

    /**
     * Closes all versions of a model, until it is loaded again.
     *
     * @throws RefusedException if there is no such model
     */
    public synchronized void unload(String name) {
        if (!names().contains(name)) {
            throw Refusals.unknownModel(name, names());
        }
        unloaded.add(name);
        models.all().stream()
                .filter(state -> state.name().equals(name))
                .flatMap(state -> state.versions().keySet().stream())
                .toList()
                .forEach(version -> models.remove(name, version));
        publish();
    }

    /** Returns whether a model is known, whether or not it is served. */
    public boolean knows(String name) {
        return published.keySet().stream().anyMatch(key -> key.name().equals(name));
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>(models.names());
        named.keySet().forEach(key -> names.add(key.name()));
        seen.keySet().forEach(key -> names.add(key.name()));
        return names;
    }

    /**
     * How a version stands.
     *
     * @param served whether it is served
     * @param reason why it is not, or why its newest package is not; otherwise empty
     */
    public record Standing(boolean served, String reason) {}

    /** Returns how every version that is known stands, in order; never waits for a change. */
    public Map<VersionKey, Standing> index() {
        return published;
    }

    private void publish() {
        Map<VersionKey, Standing> index = new TreeMap<>(ORDER);
        Set<VersionKey> known = new HashSet<>(named.keySet());
        known.addAll(seen.keySet());
        known.forEach(
                key -> index.put(key, new Standing(false, failures.getOrDefault(key, "unloaded"))));
        for (ModelState state : models.all()) {
            for (String version : state.versions().keySet()) {
                VersionKey key = new VersionKey(state.name(), version);
                index.put(key, new Standing(true, failures.getOrDefault(key, "")));
            }
        }
        published = Collections.unmodifiableMap(index);
    }
}
