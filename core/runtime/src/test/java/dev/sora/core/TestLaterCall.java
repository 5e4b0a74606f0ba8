// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class TestLaterCall {

    @Test
    void seesTheRecordsAsTheyWereWhenItWasCalled() {
        List<Runnable> waiting = new ArrayList<>();
        float[] vector = {1, 2};
        List<Object> words = new ArrayList<>(List.of("a"));
        Map<String, Object> home = new HashMap<>(Map.of("city", "Oslo"));
        Map<String, Object> record = new HashMap<>();
        record.put("vector", vector);
        record.put("words", words);
        record.put("home", home);
        record.put("none", null);
        List<Map<String, Object>> records = new ArrayList<>(List.of(record));

        CompletableFuture<List<Map<String, Object>>> later =
                LaterCall.of(records, copies -> copies, waiting::add);
        vector[0] = 9;
        words.add("b");
        home.put("city", "Rome");
        record.clear();
        records.clear();
        waiting.forEach(Runnable::run);

        Map<String, Object> seen = later.join().get(0);
        assertThat((float[]) seen.get("vector")).containsExactly(1, 2);
        assertThat(seen).containsEntry("words", List.of("a")).containsEntry("none", null);
        assertThat(seen).containsEntry("home", Map.of("city", "Oslo"));
    }

    @Test
    void failsInTheFutureOnly() {
        ExecutorService ended = Executors.newSingleThreadExecutor();
        ended.shutdown();
        assertThatThrownBy(LaterCall.of(List.of(), copies -> copies, ended)::join)
                .hasCauseInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(
                        LaterCall.of(
                                        Arrays.asList((Map<String, ?>) null),
                                        copies -> copies.get(0).size(),
                                        Runnable::run)
                                ::join)
                .hasCauseInstanceOf(NullPointerException.class);
    }
}
