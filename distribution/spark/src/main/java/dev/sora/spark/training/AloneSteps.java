// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.core.TrainingSession;

/** One worker trains as one process does, to the last bit. */
final class AloneSteps implements Steps {

    private final TrainingSession session;

    AloneSteps(TrainingSession session) {
        this.session = session;
    }

    @Override
    public boolean step(boolean last, boolean due) {
        session.next();
        session.train();
        return due;
    }

    @Override
    public long exchanges() {
        return 0;
    }

    @Override
    public long bytes() {
        return 0;
    }
}
