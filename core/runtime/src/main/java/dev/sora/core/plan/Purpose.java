// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what the section {@code card} of a manifest says about the use of a model. */
public final class Purpose {

    private static final Map<String, String> HEADINGS = new LinkedHashMap<>();

    static {
        HEADINGS.put("intended", "Intended for");
        HEADINGS.put("not_for", "Not for");
        HEADINGS.put("limits", "Limits");
    }

    private Purpose() {}

    /**
     * Returns the texts by their headings, such as {@code Not for}; empty if the manifest has none.
     *
     * @param manifest the tree of a resolved manifest
     */
    public static Map<String, String> of(Map<String, Object> manifest) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (manifest.get("card") instanceof Map<?, ?> card) {
            HEADINGS.forEach(
                    (key, heading) -> {
                        if (card.get(key) instanceof String text && !text.isBlank()) {
                            texts.put(heading, text.strip());
                        }
                    });
        }
        return texts;
    }
}
