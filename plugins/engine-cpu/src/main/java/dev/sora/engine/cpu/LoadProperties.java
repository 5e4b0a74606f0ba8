// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The system properties that DJL reads while it loads its native libraries. Those that the
 * application did not set are removed afterwards: an application may use DJL for other purposes.
 */
final class LoadProperties implements AutoCloseable {

    private static final String CACHE = "DJL_CACHE_DIR";

    private final Map<String, String> added = new LinkedHashMap<>();

    private LoadProperties() {}

    /** Sets the properties that have no value. */
    static LoadProperties set() {
        LoadProperties properties = new LoadProperties();
        // Otherwise DJL reports its use to a server and downloads missing libraries.
        properties.add("ai.djl.offline", "true");
        if (System.getenv(CACHE) == null) {
            properties.add(CACHE, NativeCache.folder().toString());
        }
        return properties;
    }

    private void add(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
            added.put(property, value);
        }
    }

    @Override
    public void close() {
        // a value that the application has set meanwhile is the application's
        added.forEach(System.getProperties()::remove);
    }
}
