// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.refusal;

import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import dev.sora.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/** The body of a refusal: {@code {"code", "what", "where", "needs", "have", "fix"}}. */
public final class RefusalBody {

    private RefusalBody() {}

    /**
     * Returns the body for a problem.
     *
     * @param protocol whether the Open Inference Protocol asks for the sentence under {@code error}
     */
    public static String of(Problem problem, boolean protocol) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (protocol) {
            tree.put("error", problem.code() + "  " + problem.message());
        }
        tree.put("code", problem.code());
        tree.put("what", problem.message());
        tree.put("where", problem.where());
        tree.put("needs", problem.needs());
        tree.put("have", problem.have());
        tree.put("fix", problem.fix());
        return Json.line(JsonTree.of(tree));
    }
}
