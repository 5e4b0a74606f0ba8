// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.source;

import dev.sora.container.store.InstalledPlugin;
import dev.sora.core.host.Version;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Finds newer versions of installed plugins: in indexes first, then in the source of the installed
 * version.
 */
public final class Successors {

    private final List<InstalledPlugin> installed;
    private final Indexes indexes;
    private final Supplier<LocalRepository> repository;

    /**
     * Creates a finder.
     *
     * @param installed the installed plugins
     * @param indexes the indexes to search first
     * @param repository the repository in which coordinates are looked up
     */
    public Successors(
            List<InstalledPlugin> installed,
            Indexes indexes,
            Supplier<LocalRepository> repository) {
        this.installed = List.copyOf(installed);
        this.indexes = indexes;
        this.repository = repository;
    }

    /** Returns whether a plugin of this name is installed. */
    public boolean isInstalled(String name) {
        return installed.stream().anyMatch(plugin -> plugin.name().equals(name));
    }

    /** Returns the names of the installed plugins in alphabetical order. */
    public List<String> names() {
        return installed.stream().map(InstalledPlugin::name).distinct().sorted().toList();
    }

    /**
     * Fetches the newer versions that indexes offer, for all installed plugins.
     *
     * @param folder supplies new folders for downloads
     * @throws SoraException if no index is configured
     */
    public List<Candidate> all(Supplier<Path> folder) {
        if (indexes.places().isEmpty()) {
            throw new SoraException(
                    Problem.of("SORA-3213", "no index is configured that could offer newer plugins")
                            .fix(
                                    "name one with --index PLACE, or under 'plugins: indexes:' in"
                                            + " sora.yaml; or say which plugin is to be updated"));
        }
        List<Candidate> candidates = new ArrayList<>();
        for (String name : new TreeSet<>(installed.stream().map(p -> p.name()).toList())) {
            indexed(name, newest(name)).map(o -> o.fetch(folder.get())).ifPresent(candidates::add);
        }
        return candidates;
    }

    /**
     * Returns the jar of a newer version of an installed plugin; empty if there is none. A plugin
     * that was installed from a file yields that file, which may have been built again.
     *
     * @param name the name of an installed plugin
     * @param folder supplies new folders for downloads
     * @throws SoraException if no source of newer versions is known
     */
    public List<Candidate> of(String name, Supplier<Path> folder) {
        InstalledPlugin newest = newest(name);
        Optional<Indexes.Offer> offer = indexed(name, newest);
        if (offer.isPresent()) {
            return List.of(offer.get().fetch(folder.get()));
        }
        String origin = newest.origin();
        if (isCoordinate(origin)) {
            Coordinate coordinate = Coordinate.parse(origin);
            Candidate found = repository.get().find(coordinate.at(""));
            Version version =
                    Version.parse(Coordinate.parse(found.origin()).version())
                            .orElse(newest.number());
            return version.compareTo(newest.number()) < 0 ? List.of() : List.of(found);
        }
        if (isFile(origin)) {
            return List.of(new Candidate(Path.of(origin), origin));
        }
        if (indexes.offers().stream().anyMatch(o -> o.entry().name().equals(name))) {
            return List.of();
        }
        throw new SoraException(
                Problem.of("SORA-3218", "no known source has a newer '%s'".formatted(name))
                        .have("%s, from %s".formatted(newest, origin))
                        .fix("sora plugin update SOURCE, with the jar or an index that has it"));
    }

    private InstalledPlugin newest(String name) {
        return installed.stream()
                .filter(plugin -> plugin.name().equals(name))
                .max(Comparator.comparing(InstalledPlugin::number))
                .orElseThrow();
    }

    /** Returns the offer of a newer version, or of another build of the newest one. */
    private Optional<Indexes.Offer> indexed(String name, InstalledPlugin newest) {
        return indexes.newest(name, Optional.empty())
                .filter(
                        offer -> {
                            int order = offer.number().compareTo(newest.number());
                            return order > 0
                                    || (order == 0
                                            && !offer.entry().sha256().equals(newest.sha256()));
                        });
    }

    private static boolean isCoordinate(String origin) {
        try {
            return !Coordinate.parse(origin).version().isEmpty();
        } catch (SoraException e) {
            return false;
        }
    }

    private static boolean isFile(String origin) {
        try {
            return Path.of(origin).isAbsolute() && Files.isRegularFile(Path.of(origin));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
