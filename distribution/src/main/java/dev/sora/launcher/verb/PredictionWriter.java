// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.Prediction;
import java.io.IOException;

/** Writes predictions, one after the other. */
interface PredictionWriter {

    /** Writes or buffers the next prediction. */
    void add(Prediction prediction) throws IOException;

    /** Writes buffered predictions. */
    default void finish() throws IOException {}
}
