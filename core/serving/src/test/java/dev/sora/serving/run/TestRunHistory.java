// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a browser that comes late receives of a long run. */
final class TestRunHistory {

    private final RunHistory history = new RunHistory();

    /** Returns all events, each with its name and data. */
    private List<String> events() {
        List<String> events = new ArrayList<>();
        RunHistory.Batch batch = history.after(0);
        while (batch.bytes().length > 0) {
            String text = new String(batch.bytes(), StandardCharsets.UTF_8);
            for (String event : text.split("\n\n")) {
                events.add(event.substring(event.indexOf("event: ")));
            }
            batch = history.after(batch.last());
        }
        return events;
    }

    @Test
    void keepsABoundedHistory() {
        history.replace("progress", "progress", Map.of("step", 7));
        for (int i = 0; i < 30_000; i++) {
            history.add("epoch", Map.of("epoch", i));
        }
        assertThat(events())
                .hasSizeBetween(5_000, 10_001)
                .startsWith("event: progress\ndata: {\"step\":7}")
                .endsWith("event: epoch\ndata: {\"epoch\":29999}");
    }

    /** The page cannot draw an epoch without the event that says how many there are. */
    @Test
    void keepsWhatHappensOnceOrRarely() {
        history.add("warning", Map.of("text", "before"));
        history.add("run", Map.of("name", "long"));
        for (int i = 0; i < 30_000; i++) {
            history.add("epoch", Map.of("epoch", i));
            if (i % 1_000 == 0) {
                history.add("warning", Map.of("text", i));
            }
        }
        List<String> events = events();
        assertThat(events.subList(0, 3))
                .containsExactly(
                        "event: warning\ndata: {\"text\":\"before\"}",
                        "event: run\ndata: {\"name\":\"long\"}",
                        "event: epoch\ndata: {\"epoch\":0}");
        assertThat(events).filteredOn(event -> event.startsWith("event: warning")).hasSize(31);
        assertThat(events).hasSizeLessThan(10_001);
    }
}
