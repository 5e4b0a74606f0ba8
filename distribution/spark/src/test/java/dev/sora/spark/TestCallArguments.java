// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arguments of an application that {@code spark-submit} starts. */
final class TestCallArguments {

    private static CallArguments read(String arguments) {
        return CallArguments.of(
                List.of(arguments.split(" ")), Set.of("--resume"), Set.of("--set", "--workers"));
    }

    @Test
    void wordsAndOptions() {
        CallArguments call = read("net.yaml --set a=1 --resume --set b=2 --workers 3");

        assertThat(call.word("one manifest")).isEqualTo("net.yaml");
        assertThat(call.all("--set")).containsExactly("a=1", "b=2");
        assertThat(call.has("--resume")).isTrue();
        assertThat(call.count("--workers", 2)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a --worker 3",
                "a --workers",
                "a --workers x",
                "a --workers 0",
                "a --workers 9"
            })
    void othersAreRefused(String arguments) {
        assertThatThrownBy(
                        () -> {
                            CallArguments call = read(arguments);
                            call.word("one manifest");
                            call.count("--workers", 2, 8);
                        })
                .hasMessageContaining("SORA-7011");
    }

    @Test
    void anOptionThatIsNeededIsMissed() {
        assertThatThrownBy(() -> read("a").needed("--set")).hasMessageContaining("--set");
    }
}
