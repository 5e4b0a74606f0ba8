// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.core.io.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer.
 *
 * @param status the status of HTTP
 * @param type the type of its content
 * @param body its content
 * @param headers further headers
 */
record Reply(int status, String type, byte[] body, Map<String, String> headers) {

    static final String JSON = "application/json";

    static Reply json(int status, Object tree) {
        return json(status, Json.line(tree));
    }

    static Reply json(int status, String text) {
        return new Reply(status, JSON, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    Reply with(Map<String, String> more) {
        return new Reply(status, type, body, more);
    }
}
