// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.store;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The installed plugins of a user on disk, shared by any number of processes.
 *
 * <p>{@code installed.json} lists the installed plugins. It is replaced as a whole by the process
 * that holds the store's lock. The jars are in {@code store/<sha256>/} and never overwritten. Each
 * change deletes jars that are neither installed nor leased by a running process. If a process is
 * killed at any moment, the store is in the state before or after the change. In addition, jars
 * that users copy into the folder by hand are used in place.
 *
 * <p>Thread-safe.
 */
public final class PluginStore {

    private static final Logger LOG = LoggerFactory.getLogger(PluginStore.class);

    private static final int ATTEMPTS = 50;

    private final Path folder;
    private final InstalledFile file;
    private final ContentStore shelf;
    private final Leases leases;

    /**
     * Creates a store; the folder need not exist.
     *
     * @param folder the folder of plugins: {@code SORA_HOME/plugins}
     */
    public PluginStore(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        this.file = new InstalledFile(this.folder);
        this.shelf = new ContentStore(this.folder.resolve("store"));
        this.leases = new Leases(this.folder.resolve("leases"));
    }

    /** Returns the folder of plugins. */
    public Path folder() {
        return folder;
    }

    ContentStore shelf() {
        return shelf;
    }

    Leases leases() {
        return leases;
    }

    /**
     * Returns the jars that were copied into the folder by hand, sorted by name.
     *
     * @throws SoraException if the folder cannot be read
     */
    public List<Path> loose() {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
            found.forEach(jars::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new SoraException(
                    Problem.of("SORA-3206", "the folder of plugins cannot be read")
                            .where(folder.toString())
                            .have(StoreProblems.words(e))
                            .fix("change its permissions, or set SORA_HOME to another folder"),
                    e);
        }
        Collections.sort(jars);
        return jars;
    }

    /**
     * Returns the installed plugins.
     *
     * @throws SoraException if the list cannot be read
     */
    public List<InstalledPlugin> installed() {
        return file.read();
    }

    /** Returns the path of an installed plugin's jar. */
    public Path jar(InstalledPlugin plugin) {
        return shelf.jar(plugin);
    }

    /**
     * Returns the installed plugins, and keeps their jars until the lease is closed or the process
     * ends. Problems of the store are not thrown but returned in {@link StoreLease#problems()}.
     */
    public StoreLease lease() {
        try {
            for (int attempt = 1; ; attempt++) {
                String text = file.text();
                List<InstalledPlugin> plugins = file.parse(text);
                Leases.Held held = hold(plugins);
                // A process that removes a plugin writes the file first and reads the leases
                // afterwards: if the file is unchanged, it sees this lease.
                if (held == null || attempt == ATTEMPTS || file.text().equals(text)) {
                    return lease(plugins, held);
                }
                held.close();
            }
        } catch (SoraException e) {
            return new StoreLease(Map.of(), e.problems(), null);
        }
    }

    private Leases.@Nullable Held hold(List<InstalledPlugin> plugins) {
        if (plugins.isEmpty()) {
            return null;
        }
        try {
            return leases.take(plugins.stream().map(InstalledPlugin::sha256).distinct().toList());
        } catch (IOException e) {
            // A read-only folder is used without a lease; its owner must not change it in the
            // meantime.
            LOG.debug("no lease in {}", folder, e);
            return null;
        }
    }

    private StoreLease lease(List<InstalledPlugin> plugins, Leases.@Nullable Held held) {
        Map<InstalledPlugin, Path> jars = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (InstalledPlugin plugin : plugins) {
            jars.put(plugin, shelf.jar(plugin));
            shelf.examine(plugin).ifPresent(problems::add);
        }
        return new StoreLease(jars, problems, held);
    }

    /**
     * Creates a staging area, which copies jars into the store.
     *
     * @throws SoraException if the folder cannot be written
     */
    public Staging stage() {
        try {
            return new Staging(this);
        } catch (IOException e) {
            throw StoreProblems.unwritable(folder, e);
        }
    }

    /**
     * Changes the list of installed plugins in one step: other processes see the old list or the
     * new one.
     *
     * @param edit receives the current list and returns the new one; if it throws, nothing changes.
     *     It runs under the store's lock, so no other process changes the store meanwhile.
     * @throws SoraException if the folder cannot be read or written
     */
    public void change(UnaryOperator<List<InstalledPlugin>> edit) {
        try (StoreLock lock = StoreLock.take(folder)) {
            List<InstalledPlugin> before = file.read();
            List<InstalledPlugin> after = List.copyOf(edit.apply(before));
            if (!after.equals(before)) {
                file.write(after);
            }
            collect(after);
        }
    }

    /** Deletes jars that are not needed. What cannot be deleted now stays until the next change. */
    void collect() {
        try (StoreLock lock = StoreLock.take(folder)) {
            collect(file.read());
        } catch (SoraException e) {
            LOG.debug("nothing is collected in {}", folder, e);
        }
    }

    private void collect(List<InstalledPlugin> installed) {
        leases.names()
                .ifPresent(
                        leased -> {
                            Set<String> needed = new HashSet<>(leased);
                            installed.forEach(plugin -> needed.add(plugin.sha256()));
                            shelf.collect(needed);
                            sweepUnfinished();
                        });
    }

    /** Deletes incomplete lists of processes that were killed while they wrote. */
    private void sweepUnfinished() {
        String glob = "." + InstalledFile.NAME + ".*.tmp";
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
            for (Path left : found) {
                Files.deleteIfExists(left);
            }
        } catch (IOException e) {
            LOG.debug("unfinished files stay in {}", folder, e);
        }
    }
}
