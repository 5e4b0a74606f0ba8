// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import dev.sora.data.DataRecord;
import dev.sora.reading.tokens.Tokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Entities of an answer, as values for people. */
final class Entities {

    private Entities() {}

    /** Returns kind, first token and token after the last of each entity, and what they say. */
    static List<Map<String, Object>> of(List<String> tags, String column, DataRecord record) {
        List<String> tokens = tokens(record, column, tags.size());
        List<Map<String, Object>> entities = new ArrayList<>();
        for (Bio.Span span : Bio.spans(tags)) {
            Map<String, Object> entity = new LinkedHashMap<>();
            entity.put("kind", span.kind());
            if (!tokens.isEmpty()) {
                entity.put("text", String.join(" ", tokens.subList(span.from(), span.to())));
            }
            entity.put("from", span.from());
            entity.put("to", span.to());
            entities.add(entity);
        }
        return entities;
    }

    /** Returns the tokens of the record; none if the input reads another column. */
    private static List<String> tokens(DataRecord record, String column, int count) {
        if (record.find(column).isEmpty()) {
            return List.of();
        }
        List<String> tokens = Tokens.of(record, column);
        return tokens.size() == count ? tokens : List.of();
    }
}
