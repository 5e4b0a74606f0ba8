// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.Prediction;
import java.io.IOException;

/** Writes one line of JSON for each prediction. */
record PredictionLines(Appendable out) implements PredictionWriter {

    @Override
    public void add(Prediction prediction) throws IOException {
        out.append(prediction.json() + "\n");
    }
}
