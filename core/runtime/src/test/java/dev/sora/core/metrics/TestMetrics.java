// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TestMetrics {

    private static final Metrics<Double> TEST =
            Metrics.of("test", "digit", ordered("loss", 0.5, "accuracy", 0.9))
                    .and(Metrics.of("test", "age", Map.of("loss", 2.0)));
    private static final Metrics<Double> ALL = Metrics.<Double>none("train").and(TEST);

    private static Map<String, Double> ordered(String one, double a, String other, double b) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(one, a);
        values.put(other, b);
        return values;
    }

    @Test
    void areFoundByTheirNames() {
        assertThat(ALL.get("test", "digit", "accuracy")).isEqualTo(0.9);
        assertThat(ALL.of("test", "digit"))
                .containsExactly(Map.entry("loss", 0.5), Map.entry("accuracy", 0.9));
        assertThat(ALL.find("train", "digit", "loss")).isEmpty();
        assertThat(ALL.outputs()).containsExactly("digit", "age");
        assertThatThrownBy(() -> ALL.get("test", "digit", "f1"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("test.digit.f1")
                .hasMessageContaining("test.digit.accuracy");
    }

    @Test
    void keepTheirOrderAndTheSplitsWithoutValues() {
        assertThat(ALL.tree())
                .hasToString("{train={}, test={digit={loss=0.5, accuracy=0.9}, age={loss=2.0}}}");
        assertThat(ALL.split("test")).isEqualTo(TEST).isNotEqualTo(ALL);
        assertThat(ALL.split("train")).isEqualTo(Metrics.none("train"));
        assertThat(ALL.split("validation")).isEqualTo(Metrics.none());
    }

    @Test
    void leaveOutWhatAFunctionDoesNotMap() {
        Metrics<String> large =
                ALL.map(v -> v > 1 ? Optional.of(Double.toString(v)) : Optional.empty());

        assertThat(large.tree()).hasToString("{train={}, test={age={loss=2.0}}}");
    }

    @Test
    void findThoseOfEachOfManyOutputsWithoutASearchOfAll() {
        int outputs = 300_000;
        Metrics.Builder<Double> builder = new Metrics.Builder<>();
        for (int i = 0; i < outputs; i++) {
            builder.add("test", "o" + i, Map.of("loss", (double) i));
        }
        Metrics<Double> many = builder.build();

        // some minutes if each looked at all
        double sum = 0;
        for (String output : many.outputs()) {
            sum += many.of("test", output).get("loss");
        }
        assertThat(sum).isEqualTo(outputs / 2.0 * (outputs - 1));
    }
}
