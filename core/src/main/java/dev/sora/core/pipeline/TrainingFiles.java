// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.Sora.TrainingResult;
import dev.sora.core.run.RunListener;
import java.util.Optional;

/** Joins a training with what its report notes of it. */
public final class TrainingFiles {

    private final RunLog log;

    /** Creates the notes of one training; every event is also handed to a listener. */
    public TrainingFiles(RunListener listener) {
        this.log = new RunLog(listener);
    }

    /** Returns the listener that the training must tell. */
    public RunListener listener() {
        return log;
    }

    /** Trains and writes the results. */
    public TrainingResult train(
            TrainingRun run,
            TrainingRequest request,
            Optional<PriorModel> prior,
            String manifest,
            PluginDigests digests) {
        return run.run(request, prior, manifest, log, digests);
    }
}
