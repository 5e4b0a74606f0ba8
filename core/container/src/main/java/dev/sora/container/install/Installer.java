// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.install;

import dev.sora.container.source.Candidate;
import dev.sora.container.store.InstalledPlugin;
import dev.sora.container.store.PluginStore;
import dev.sora.container.store.Staged;
import dev.sora.container.store.Staging;
import dev.sora.container.store.StoreLease;
import dev.sora.container.trust.TrustPolicy;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Installs, updates, checks and removes plugins on disk.
 *
 * <p>Jars are copied into the store, checked against the policy and started in a dry run together
 * with all other plugins. Only then are they installed. If a step fails, nothing changes. If
 * another process changes the store during the dry run, it is repeated with the new content.
 */
public final class Installer {

    private static final int ATTEMPTS = 100;

    private final PluginStore store;
    private final List<Path> shipped;
    private final TrustPolicy policy;
    private final Trial trial;

    /**
     * Creates an installer.
     *
     * @param store the store to change
     * @param shipped the jars of the plugins that come with Sora
     * @param policy decides which jars are allowed
     * @param trial starts plugins for the dry run
     */
    public Installer(PluginStore store, List<Path> shipped, TrustPolicy policy, Trial trial) {
        this.store = store;
        this.shipped = List.copyOf(shipped);
        this.policy = policy;
        this.trial = trial;
    }

    /** Thrown if another process changed the store during the dry run. */
    private static final class Moved extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Moved() {
            super(null, null, false, false);
        }
    }

    /**
     * Installs, updates or checks jars: all of them or none.
     *
     * @param mode what to do with the jars
     * @param find finds the jars; it receives a supplier of new folders for downloads
     * @return one result for each jar, in their order
     * @throws SoraException if one of them cannot be used here
     */
    public List<Arrival> run(Mode mode, Function<Supplier<Path>, List<Candidate>> find) {
        return run(mode, find, jar -> {});
    }

    /**
     * Installs, updates or checks jars: all of them or none. An update takes only the newest
     * version of each plugin.
     *
     * @param mode what to do with the jars
     * @param find finds the jars; it receives a supplier of new folders for downloads
     * @param older receives the jars that an update leaves out
     * @return one result for each of the other jars, in their order
     * @throws SoraException if one of them cannot be used here
     */
    public List<Arrival> run(
            Mode mode, Function<Supplier<Path>, List<Candidate>> find, Consumer<PassedOver> older) {
        if (mode != Mode.CHECK) {
            // Fail early: an unreadable list must not be overwritten.
            store.installed();
        }
        try (Staging staging = store.stage()) {
            List<Staged> staged = new ArrayList<>();
            for (Candidate candidate : find.apply(staging::folder)) {
                Staged jar = staging.add(candidate.jar(), candidate.origin());
                if (staged.stream().noneMatch(other -> other.sha256().equals(jar.sha256()))) {
                    staged.add(jar);
                }
            }
            try {
                List<Staged> taken =
                        mode == Mode.UPDATE ? PassedOver.newest(staged, older) : staged;
                taken.forEach(jar -> policy.check(jar.jar()));
                return taken.isEmpty() ? List.of() : rehearse(mode, taken);
            } catch (SoraException e) {
                throw new SoraException(
                        e.problems().stream()
                                .map(problem -> InstallProblems.asAsked(problem, staged))
                                .toList(),
                        e);
            }
        }
    }

    private List<Arrival> rehearse(Mode mode, List<Staged> staged) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try (StoreLease now = store.lease()) {
                InstallDryRun rehearsal =
                        new InstallDryRun(store, shipped, trial, mode, now, staged);
                List<Arrival> arrivals = rehearsal.run();
                if (mode != Mode.CHECK) {
                    List<InstalledPlugin> next = new ArrayList<>(now.plugins());
                    next.removeAll(rehearsal.retired());
                    arrivals.stream().filter(Arrival::isNew).forEach(a -> next.add(a.plugin()));
                    commit(now.plugins(), next);
                }
                return arrivals;
            } catch (Moved e) {
                continue;
            }
        }
        throw new SoraException(
                Problem.of("SORA-3205", "other processes keep changing the plugins")
                        .where(store.folder().toString())
                        .fix("try again when they are done"));
    }

    private void commit(List<InstalledPlugin> tried, List<InstalledPlugin> next) {
        store.change(
                current -> {
                    if (!current.equals(tried)) {
                        throw new Moved();
                    }
                    return next;
                });
    }

    /**
     * Removes plugins: all of them or none. Processes that use them keep them until they end.
     *
     * @return the plugins that were removed
     * @throws SoraException if one of them is not installed, or a name without version matches
     *     several versions
     */
    public List<InstalledPlugin> remove(List<Removal> removals) {
        List<InstalledPlugin> removed = new ArrayList<>();
        store.change(
                current -> {
                    for (Removal removal : removals) {
                        removed.addAll(removal.select(current));
                    }
                    List<InstalledPlugin> left = new ArrayList<>(current);
                    left.removeAll(removed);
                    return left;
                });
        return removed;
    }
}
