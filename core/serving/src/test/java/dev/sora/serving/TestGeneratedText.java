// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.io.Json;
import dev.sora.generation.Search;
import dev.sora.serving.Client.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Text is sent as it is generated. */
final class TestGeneratedText {

    private static final String PREDICT = "/models/echo/predict";
    private static final String RECORD = "{\"said\": \"yes of course\"}";
    private static final String[] EVENTS = {"Accept", "text/event-stream"};

    private static Lab.Served served;

    @BeforeAll
    static void start() {
        served = Lab.get().serve("", Lab.get().echo().toString(), "kinds=" + Lab.get().kinds());
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @Test
    void sendsWhatEachSymbolAddsAndThenTheWhole() {
        Answer answer = served.client().post(PREDICT, RECORD, EVENTS);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("text/event-stream");
        StringBuilder text = new StringBuilder();
        Map<String, Object> whole = Map.of();
        for (String event : answer.body().split("\n\n")) {
            List<String> lines = event.lines().toList();
            Map<String, Object> data =
                    Json.readObject(lines.get(1).substring("data: ".length()), "event");
            if (lines.get(0).equals("event: prediction")) {
                whole = data;
            } else if (data.containsKey("added")) {
                text.append(data.get("added"));
            } else {
                text.setLength(0);
                text.append(data.get("text"));
            }
        }
        try (Model model = Lab.get().sora().open(Lab.get().echo())) {
            Prediction own =
                    model.generate(
                            Map.of("said", "yes of course"),
                            "answer",
                            Search.greedy(),
                            1,
                            soFar -> {});
            assertThat(whole).containsEntry("text", own.output("answer").get("text"));
        }
        assertThat(text.toString()).isEqualTo(whole.get("text"));
        assertThat(text).isNotEmpty();
    }

    @Test
    void refusesBeforeTheFirstEventWithAStatus() {
        assertThat(served.client().post(PREDICT, "{\"other\": 1}", EVENTS).status()).isEqualTo(400);
        assertThat(served.client().post(PREDICT + "?top_p=2", RECORD, EVENTS).status())
                .isEqualTo(400);
        assertThat(served.client().post(PREDICT + "?output=x", RECORD, EVENTS).status())
                .isEqualTo(406);
        Answer none =
                served.client()
                        .post("/models/kinds/predict", "{\"age\": 1, \"city\": \"x\"}", EVENTS);
        assertThat(none.status()).isEqualTo(406);
        assertThat(none.code()).isEqualTo("SORA-6120");
        assertThat(served.client().post(PREDICT, RECORD).body()).contains("\"text\":");
    }

    @Test
    void aGenerationEndsAtItsDeadline() {
        String[] headers = {EVENTS[0], EVENTS[1], "Sora-Deadline-Ms", "1"};

        Answer late = served.client().post(PREDICT, RECORD, headers);

        assertThat(late.status()).as(late.body()).isEqualTo(503);
        assertThat(late.code()).isEqualTo("SORA-6117");
    }
}
