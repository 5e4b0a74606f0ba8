// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import java.io.IOException;
import java.util.Map;

/** Writes predictions, one after the other. */
interface PredictionWriter {

    /** Writes or buffers the next prediction. */
    void add(Map<String, Object> prediction) throws IOException;

    /** Writes buffered predictions. */
    default void finish() throws IOException {}
}
