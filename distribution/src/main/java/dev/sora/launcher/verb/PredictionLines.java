// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.io.Json;
import dev.sora.launcher.show.Tree;
import java.io.IOException;
import java.util.Map;

/** Writes one line of JSON for each prediction. */
record PredictionLines(Appendable out) implements PredictionWriter {

    @Override
    public void add(Map<String, Object> prediction) throws IOException {
        out.append(Json.line(Tree.of(prediction)) + "\n");
    }
}
