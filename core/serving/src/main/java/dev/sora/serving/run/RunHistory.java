// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.run;

import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The events of a run as server-sent events, numbered in their order. What a browser has not
 * received yet is read from here, so a slow one costs no memory of its own.
 */
final class RunHistory {

    /**
     * The events that stay. With more, every second one of the older half of the kind with most
     * events is dropped: rare ones, such as the first that names the run, stay among many epochs.
     */
    private static final int MOST = 10_000;

    /** The bytes that are sent at once; a batch has at least one event. */
    private static final int BATCH = 1 << 16;

    private final NavigableMap<Long, Sent> events = new TreeMap<>();
    private final Map<String, Long> replaceable = new HashMap<>();
    private final String run = Long.toHexString(new SecureRandom().nextLong());
    private long last;

    /**
     * Some events.
     *
     * @param last the number of the last one
     */
    record Batch(long last, byte[] bytes) {}

    /** An event as it is sent, with the name of its kind. */
    private record Sent(String name, byte[] bytes) {}

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
        events.put(last, new Sent(name, line.getBytes(StandardCharsets.UTF_8)));
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
        Set<Long> latest = Set.copyOf(replaceable.values());
        Map<String, List<Long>> kinds = new HashMap<>();
        events.forEach(
                (number, event) -> {
                    if (!latest.contains(number)) {
                        kinds.computeIfAbsent(event.name(), name -> new ArrayList<>()).add(number);
                    }
                });
        List<Long> most = Collections.max(kinds.values(), Comparator.comparingInt(List::size));
        for (int i = 1; i < most.size() / 2; i += 2) {
            events.remove(most.get(i));
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
        for (Map.Entry<Long, Sent> event : events.tailMap(number, false).entrySet()) {
            byte[] next = event.getValue().bytes();
            if (bytes.size() > 0 && bytes.size() + next.length > BATCH) {
                break;
            }
            bytes.writeBytes(next);
            sent = event.getKey();
        }
        return new Batch(sent, bytes.toByteArray());
    }
}
