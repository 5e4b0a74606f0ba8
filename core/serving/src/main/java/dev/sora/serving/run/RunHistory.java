// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.run;

import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The events of a run as server-sent events, numbered in their order. What a browser has not
 * received yet is read from here, so a slow one costs no memory of its own.
 */
final class RunHistory {

    /** The events that stay; more than that, and every second of the older half is dropped. */
    private static final int MOST = 10_000;

    /** The bytes that are sent at once; a batch has at least one event. */
    private static final int BATCH = 1 << 16;

    private final NavigableMap<Long, byte[]> events = new TreeMap<>();
    private final Map<String, Long> replaceable = new HashMap<>();
    private final String run = Long.toHexString(new SecureRandom().nextLong());
    private long last;

    /**
     * Some events.
     *
     * @param last the number of the last one
     */
    record Batch(long last, byte[] bytes) {}

    synchronized void add(String name, Map<String, ?> event) {
        put(name, event);
        if (events.size() - replaceable.size() > MOST) {
            thin();
        }
    }

    synchronized void replace(String key, String name, Map<String, ?> event) {
        Long before = replaceable.put(key, last + 1);
        if (before != null) {
            events.remove(before);
        }
        put(name, event);
    }

    private void put(String name, Map<String, ?> event) {
        last++;
        String line =
                "id: %s-%d\nevent: %s\ndata: %s\n\n"
                        .formatted(run, last, name, Json.line(JsonTree.of(event)));
        events.put(last, line.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the number of the last event that a browser has which connects again.
     *
     * @param id the last identifier that it received; that of another run, at the same port, counts
     *     as none
     */
    long number(String id) {
        String own = run + "-";
        try {
            return id.startsWith(own) ? Long.parseLong(id.substring(own.length())) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void thin() {
        List<Long> staying = new ArrayList<>(events.keySet());
        staying.removeAll(replaceable.values());
        for (int i = 1; i < staying.size() / 2; i += 2) {
            events.remove(staying.get(i));
        }
    }

    /**
     * Returns the events after a number.
     *
     * @return no bytes if there are none
     */
    synchronized Batch after(long number) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long sent = number;
        for (Map.Entry<Long, byte[]> event : events.tailMap(number, false).entrySet()) {
            if (bytes.size() > 0 && bytes.size() + event.getValue().length > BATCH) {
                break;
            }
            bytes.writeBytes(event.getValue());
            sent = event.getKey();
        }
        return new Batch(sent, bytes.toByteArray());
    }
}
