// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The system properties that DJL reads while it loads its native libraries. Afterwards they have
 * the values that the application had set, or none: an application may use DJL for other purposes.
 */
final class LoadProperties implements AutoCloseable {

    private static final String CACHE = "DJL_CACHE_DIR";

    private final Map<String, String> added = new LinkedHashMap<>();
    private final Map<String, String> replaced = new HashMap<>();

    private LoadProperties() {}

    /** Sets the properties that have no value, and those of an engine in any case. */
    static LoadProperties set(Map<String, String> ofEngine) {
        LoadProperties properties = new LoadProperties();
        // Otherwise DJL reports its use to a server and downloads missing libraries.
        properties.add("ai.djl.offline", "true");
        if (System.getenv(CACHE) == null) {
            properties.add(CACHE, NativeCache.folder().toString());
        }
        ofEngine.forEach(properties::replace);
        return properties;
    }

    private void add(String property, String value) {
        if (System.getProperty(property) == null) {
            replace(property, value);
        }
    }

    private void replace(String property, String value) {
        String before = System.setProperty(property, value);
        if (before != null) {
            replaced.put(property, before);
        }
        added.put(property, value);
    }

    @Override
    public void close() {
        // a value that the application has set meanwhile is the application's
        added.forEach(
                (property, value) -> {
                    if (System.getProperties().remove(property, value)
                            && replaced.containsKey(property)) {
                        System.setProperty(property, replaced.get(property));
                    }
                });
    }
}
