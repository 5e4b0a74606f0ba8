// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import dev.sora.core.lock.TrainingIdentity;
import dev.sora.core.packaging.Checkpoint;
import dev.sora.core.packaging.Checkpoints;
import dev.sora.core.packaging.Checkpoints.Found;
import dev.sora.core.packaging.Progress;
import dev.sora.core.packaging.StepsIdentity;
import dev.sora.core.search.SearchCode;
import dev.sora.core.search.TrialManifests;
import dev.sora.problem.SoraException;
import dev.sora.search.Trial;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a trial the checkpoint of another one, with which its training then continues under its own
 * manifest.
 *
 * <p>A training continues only a checkpoint of its own manifest. This is the one place that makes
 * one of another: the copy has the identity of the new manifest, and a patience that starts again.
 */
final class Branching {

    private static final Logger LOG = LoggerFactory.getLogger(Branching.class);

    private final SearchFolder folder;
    private final TrialManifests manifests;

    Branching(SearchFolder folder, TrialManifests manifests) {
        this.folder = folder;
        this.manifests = manifests;
    }

    /**
     * Copies the checkpoint of the parent of a trial into its folder, unless the trial has one: it
     * has been copied before then.
     *
     * @param trial a trial whose manifest is written
     * @throws SoraException if the checkpoint is missing, or is not one of the parent
     */
    void begin(Trial trial) {
        if (latest(trial.number()).isPresent()) {
            return;
        }
        int parent = trial.parent().orElseThrow();
        Path from = folder.checkpoints(parent);
        Found found =
                latest(parent)
                        .orElseThrow(() -> unusable(trial, from, "no checkpoint that can be read"));
        Progress progress = found.checkpoint().progress();
        // a training that stopped early has fewer epochs than it was asked for
        if (progress.epoch() > trial.inheritedEpochs() || progress.partial().isPresent()) {
            throw unusable(
                    trial, found.file(), "a checkpoint of epoch %d".formatted(progress.epoch()));
        }
        String identity = identity(trial, progress.identity(), found.file());
        new Checkpoints(folder.checkpoints(trial.number()), 1)
                .save(
                        new Checkpoint(
                                renamed(progress, identity),
                                found.checkpoint().weights(),
                                found.checkpoint().optimiser(),
                                found.checkpoint().best()));
    }

    private Optional<Found> latest(int number) {
        return new Checkpoints(folder.checkpoints(number), 1).latest(note -> LOG.warn("{}", note));
    }

    private String identity(Trial trial, String found, Path file) {
        String parent =
                TrainingIdentity.of(
                        manifests.written(folder.manifest(trial.parent().orElseThrow())),
                        Optional.empty());
        String own =
                TrainingIdentity.of(
                        manifests.written(folder.manifest(trial.number())), Optional.empty());
        for (boolean kept : new boolean[] {false, true}) {
            if (StepsIdentity.of(parent, kept).digest().equals(found)) {
                return StepsIdentity.of(own, kept).digest();
            }
        }
        throw unusable(trial, file, "a checkpoint of another manifest");
    }

    private static Progress renamed(Progress progress, String identity) {
        return new Progress(
                progress.form(),
                progress.epochs(),
                progress.epoch(),
                progress.step(),
                progress.partial(),
                progress.seed(),
                identity,
                progress.groups(),
                "",
                progress.data(),
                progress.records(),
                progress.best(),
                0,
                progress.history());
    }

    private static SoraException unusable(Trial trial, Path where, String have) {
        return new SoraException(
                SearchCode.BRANCH
                        .problem(
                                "trial %d cannot begin with the weights of trial %d"
                                        .formatted(trial.number(), trial.parent().orElseThrow()))
                        .where(where.toString())
                        .needs(
                                "the checkpoint of its first %d epochs"
                                        .formatted(trial.inheritedEpochs()))
                        .have(have)
                        .fix("keep the files of the search until it ends, or start it again"));
    }
}
