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
 * The plugins of a user on disk, shared by any number of processes.
 *
 * <p>{@code installed.json} says what is installed. It is replaced as a whole, by whoever has the
 * store's lock. The jars lie in {@code store/<sha256>/}, are named by their content and never
 * written over; those that are neither installed nor leased by a living process are collected with
 * each change. A process that is killed at any moment leaves what was before or what comes after.
 * Beside that, jars that people put into the folder by hand are used from where they lie.
 *
 * <p>Safe for any thread.
 */
public final class PluginStore {

    private static final Logger LOG = LoggerFactory.getLogger(PluginStore.class);

    private static final int ATTEMPTS = 50;

    private final Path folder;
    private final InstalledFile file;
    private final ContentStore shelf;
    private final Leases leases;

    /**
     * Creates the view of a folder, which need not be there.
     *
     * @param folder the folder of plugins: {@code SORA_HOME/plugins}
     */
    public PluginStore(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        this.file = new InstalledFile(this.folder);
        this.shelf = new ContentStore(this.folder.resolve("store"));
        this.leases = new Leases(this.folder.resolve("leases"));
    }

    /** Returns the folder. */
    public Path folder() {
        return folder;
    }

    ContentStore shelf() {
        return shelf;
    }

    Leases leases() {
        return leases;
    }

    /** Returns the jars that were put into the folder by hand, by name. */
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
                            .fix("set its rights, or set SORA_HOME to another folder"),
                    e);
        }
        Collections.sort(jars);
        return jars;
    }

    /**
     * Returns what is installed.
     *
     * @throws SoraException if that cannot be read
     */
    public List<InstalledPlugin> installed() {
        return file.read();
    }

    /** Returns where the jar of an installed plugin lies. */
    public Path jar(InstalledPlugin plugin) {
        return shelf.jar(plugin);
    }

    /**
     * Returns what is installed and keeps its jars for this process. Nothing that is wrong with the
     * store is thrown: {@link StoreLease#problems()} has it.
     */
    public StoreLease lease() {
        try {
            for (int attempt = 1; ; attempt++) {
                String text = file.text();
                List<InstalledPlugin> plugins = file.parse(text);
                Leases.Held held = hold(plugins);
                // Whoever removes a plugin writes the file first and then looks at the leases: if
                // the file is still the same, the lease was there in time.
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
            // A folder that may only be read is used as it is; its owner must not change it
            // meanwhile.
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
     * Begins to bring jars into the store.
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
     * Changes what is installed, in one step: other processes see the old list or the new one.
     *
     * @param edit gets what is installed and returns what is to be; if it throws, nothing changes.
     *     Meanwhile no other process can change anything.
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

    /** Removes jars that nobody needs; what cannot be removed now stays until the next change. */
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

    /** A process that was killed while it wrote the list leaves a file beside it. */
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
