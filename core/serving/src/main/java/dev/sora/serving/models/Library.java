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
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The packages that can be served: those that the command line and the configuration name, and
 * those of the repository. It opens a version whole before it replaces the one before, so a package
 * that cannot be opened changes nothing. Changes are made one after the other on a thread of their
 * own; questions are answered from the state after the last change, and never wait for one.
 */
public final class Library implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Library.class);

    private final ServingConfig config;
    private final Opener opener;
    private final Models models;
    private final OneThread thread = new OneThread("sora-library");
    private final Map<VersionKey, Path> named = new LinkedHashMap<>();
    private final Changes changes = new Changes();
    private final Map<VersionKey, String> failures = new HashMap<>();
    private final Set<String> unloaded = new HashSet<>();

    /** The state after the last change, for questions. */
    private final Known known;

    /** Creates a library; {@link #open()} opens its packages. */
    public Library(ServingConfig config, Opener opener, Models models) {
        this.config = config;
        this.opener = opener;
        this.models = models;
        this.known = new Known(models);
    }

    /** Makes a change, and shows its outcome whether or not it fails. */
    private <T> CompletableFuture<T> change(Supplier<T> action) {
        return thread.run(
                () -> {
                    try {
                        return action.get();
                    } finally {
                        publish();
                    }
                });
    }

    private void publish() {
        Set<VersionKey> all = new HashSet<>(named.keySet());
        all.addAll(changes.known());
        known.publish(all, failures);
    }

    /**
     * Opens all packages. One of the command line or the configuration must open; of the
     * repository, those that cannot be opened are reported and left out.
     */
    public void open() {
        OneThread.await(
                change(
                        () -> {
                            openAll();
                            return true;
                        }));
    }

    private void openAll() {
        for (ModelConfig model : config.models()) {
            models.rules(
                    model.name(),
                    new Rules(model.preferred(), model.aliases(), model.routes(), model.shadow()));
            model.versions().forEach((version, file) -> openNamed(model.name(), version, file));
        }
        if (config.repository().isPresent()) {
            try {
                look(new RepositoryScan(config.repository().get()), true);
            } catch (IOException e) {
                throw new SoraException(
                        Problem.of("SORA-6004", "the repository is not a folder")
                                .where(config.repository().get().toString())
                                .needs("a folder with NAME.sora or NAME/VERSION.sora"),
                        e);
            }
        }
    }

    private void openNamed(String name, String version, Path file) {
        ServedVersion opened = opener.open(name, version, file);
        VersionKey key = new VersionKey(opened.name(), version);
        if (!Names.fits(opened.name()) || named.containsKey(key)) {
            opened.retire();
            throw new SoraException(
                    Names.fits(opened.name())
                            ? several(key).where(file.toString())
                            : Names.problem(opened.name(), "model").where(file.toString()));
        }
        named.put(key, file);
        models.put(opened);
    }

    private static Problem several(VersionKey key) {
        return Problem.of(
                        "SORA-6003",
                        "two packages are version '%s' of the model '%s'"
                                .formatted(key.version(), key.name()))
                .fix("give one another name or version: NAME:VERSION=FILE");
    }

    /** Looks for changes of the repository, and makes them. Never fails. */
    public void look() {
        try {
            OneThread.await(
                    change(
                            () -> {
                                look(scan(), false);
                                return true;
                            }));
        } catch (Throwable thrown) {
            // also what is no exception: it would end the watch for good
            LOG.warn(
                    "the repository cannot be read; models stay as they are: {}",
                    thrown.toString());
        }
    }

    private RepositoryScan scan() {
        try {
            return new RepositoryScan(config.repository().orElseThrow());
        } catch (IOException e) {
            LOG.debug("the repository cannot be read", e);
            throw new RefusedException(
                    400,
                    Problem.of("SORA-6119", "the repository cannot be read")
                            .have(e.getClass().getSimpleName())
                            .fix("models that are served stay in use; see the log of the server"));
        }
    }

    private void look(RepositoryScan scan, boolean first) {
        scan.found().keySet().removeAll(named.keySet());
        for (VersionKey gone : changes.gone(scan)) {
            failures.remove(gone);
            models.remove(gone.name(), gone.version());
            LOG.info("removed {} version {}", gone.name(), gone.version());
        }
        changes.settled(scan, first)
                .forEach(
                        (key, found) -> {
                            if (!unloaded.contains(key.name())) {
                                changes.tried(key, found);
                                replace(key, Optional.of(found), found.file());
                                publish();
                            }
                        });
    }

    /** Opens a package instead of the one before; returns whether it could. */
    private boolean replace(VersionKey key, Optional<Found> found, Path file) {
        try {
            if (found.isPresent() && found.get().isOneOfSeveral()) {
                throw new SoraException(several(key));
            }
            models.put(opener.open(key.name(), key.version(), file));
            failures.remove(key);
            LOG.info("opened {} version {}", key.name(), key.version());
            return true;
        } catch (Throwable thrown) {
            // a package may bring code, which throws what it likes
            failures.put(key, reason(thrown));
            LOG.warn(
                    "{} version {} cannot be opened: {}",
                    key.name(),
                    key.version(),
                    thrown.toString());
            return false;
        }
    }

    private static String reason(Throwable thrown) {
        return thrown instanceof SoraException stated
                ? stated.problems().get(0).code() + " " + stated.problems().get(0).message()
                : "SORA-9001 an error in Sora itself";
    }

    /**
     * Opens the packages of a model again, and replaces its versions. One that cannot be opened
     * stays as it was.
     *
     * @return the versions that cannot be opened, with the reasons; at least one other could. It
     *     fails with a {@link SoraException} without packages, or if none can be opened
     */
    public CompletableFuture<Map<String, String>> load(String name) {
        return change(() -> loadNow(name));
    }

    private Map<String, String> loadNow(String name) {
        Map<String, String> failed = new LinkedHashMap<>();
        int opened = 0;
        for (Map.Entry<VersionKey, Path> each : named.entrySet()) {
            if (each.getKey().name().equals(name)) {
                opened += again(each.getKey(), Optional.empty(), each.getValue(), failed);
            }
        }
        if (config.repository().isPresent()) {
            for (Map.Entry<VersionKey, Found> each : scan().found().entrySet()) {
                VersionKey key = each.getKey();
                if (key.name().equals(name) && !named.containsKey(key)) {
                    changes.tried(key, each.getValue());
                    opened +=
                            again(
                                    key,
                                    Optional.of(each.getValue()),
                                    each.getValue().file(),
                                    failed);
                }
            }
        }
        if (opened == 0 && failed.isEmpty()) {
            throw Refusals.unknownModel(name, known.names());
        }
        if (opened == 0) {
            throw new RefusedException(
                    400,
                    Problem.of("SORA-6119", "the model '%s' cannot be loaded".formatted(name))
                            .have(String.join("; ", failed.values()))
                            .fix("replace its package; versions that are served stay in use"));
        }
        unloaded.remove(name);
        return failed;
    }

    private int again(
            VersionKey key, Optional<Found> found, Path file, Map<String, String> failed) {
        if (replace(key, found, file)) {
            return 1;
        }
        failed.put(key.version(), failures.get(key));
        return 0;
    }

    /**
     * Closes all versions of a model, until it is loaded again. It fails with a {@link
     * RefusedException} if there is no such model.
     */
    public CompletableFuture<Map<String, String>> unload(String name) {
        return change(
                () -> {
                    if (!known.has(name)) {
                        throw Refusals.unknownModel(name, known.names());
                    }
                    unloaded.add(name);
                    models.removeAll(name);
                    return Map.of();
                });
    }

    /** Returns what is known of the models; it is safe for any thread, and never waits. */
    public Known known() {
        return known;
    }

    /** Makes no further changes. */
    @Override
    public void close() {
        thread.close();
    }
}
