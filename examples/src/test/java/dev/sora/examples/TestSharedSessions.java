// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.RunEvent;
import dev.sora.core.TrainingSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that train on the same data in memory, each with its own weights. */
final class TestSharedSessions {

    private static final String POINTS =
            Manifests.points("particles: {view: {type: dense, from: x, units: 4}}", "view");

    private static final String CANDIDATES =
            Manifests.RANKING
                    .replace("users: 120, items: 60", "users: 20, items: 12")
                    .replace("negatives: 30", "negatives: 5")
                    .replace("epochs: 4", "epochs: 1");

    @TempDir private static Path folder;
    private static Lab lab;

    @BeforeAll
    static void open() {
        lab = new Lab(folder);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static TrainingSession session(String manifest, List<RunEvent> events) {
        return lab.runtime().session(lab.plan(manifest), events::add);
    }

    private static void epoch(TrainingSession session) {
        while (session.next()) {
            session.train();
        }
    }

    private static long encoded(List<RunEvent> events) {
        return events.stream()
                .filter(
                        event ->
                                event instanceof RunEvent.Encoding part
                                        && part.part().equals("train"))
                .count();
    }

    @Test
    void theDataIsEncodedOnceAndFreedWithTheLastSession() throws Exception {
        List<RunEvent> events = new ArrayList<>();
        TrainingSession first = session(POINTS, events);
        try (TrainingSession second = first.another()) {
            assertThat(encoded(events)).isEqualTo(1);
            float[] untrained = second.weights();
            epoch(first);
            assertThat(second.weights()).isEqualTo(untrained);
            float[] trained = first.weights();
            first.close();
            epoch(second);

            assertThat(second.weights()).isEqualTo(trained);
            second.finish(folder.resolve("second"));
            String report = Files.readString(folder.resolve("second/report.html"));
            assertThat(report.split("\"upload\"", -1))
                    .as("the report tells of one session")
                    .hasSize(2);
            assertThat(report).contains("\"encode\"");
            assertThatThrownBy(first::another).isInstanceOf(IllegalStateException.class);
        }
    }

    /** A source of candidates is read while they are measured, by one session at a time. */
    @Test
    void eachSessionReadsCandidatesItself() {
        List<RunEvent> events = new ArrayList<>();
        try (TrainingSession first = session(CANDIDATES, events);
                TrainingSession second = first.another()) {
            epoch(first);
            epoch(second);
            TrainingSession.Exchange none =
                    own -> {
                        throw new AssertionError("candidates are not divided");
                    };
            Path out = folder.resolve("first");

            assertThat(encoded(events)).isEqualTo(2);
            assertThat(first.finish(out, 0, 2, 1 << 20, none))
                    .map(result -> result.metrics().tree())
                    .isEqualTo(
                            Optional.of(second.finish(folder.resolve("alone")).metrics().tree()));
        }
    }
}
