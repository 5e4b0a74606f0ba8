// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.serving.refusal.RefusedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a shadow's answers may differ in, and how much memory bodies may take. */
final class TestLikeness {

    @Test
    void roundingIsNoDifferenceAndEverythingElseIs() {
        Map<String, Object> answer =
                Map.of("label", "k1", "probability", 0.75, "list", List.of(1L, 0.5));

        assertThat(
                        Likeness.alike(
                                answer,
                                Map.of(
                                        "label",
                                        "k1",
                                        "probability",
                                        0.750001,
                                        "list",
                                        List.of(1L, 0.5))))
                .isTrue();
        for (Map<String, Object> other :
                List.<Map<String, Object>>of(
                        Map.of("label", "k0", "probability", 0.75, "list", List.of(1L, 0.5)),
                        Map.of("label", "k1", "probability", 0.76, "list", List.of(1L, 0.5)),
                        Map.of("label", "k1", "probability", 0.75, "list", List.of(2L, 0.5)),
                        Map.of("label", "k1", "probability", 0.75, "list", List.of(1L)),
                        Map.of("label", "k1", "probability", 0.75))) {
            assertThat(Likeness.alike(answer, other)).as(other.toString()).isFalse();
        }
    }

    @Test
    void bodiesTakeABoundedShareOfTheMemory() {
        BodyMemory memory = new BodyMemory(10, 25);
        memory.take(10);
        memory.take(10);
        assertThatThrownBy(() -> memory.take(10))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> {
                            assertThat(refused.status()).isEqualTo(503);
                            assertThat(refused.retryAfter()).hasValue(1);
                        });
        memory.give(10);
        memory.take(10);
    }
}
