// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.problem.Problem;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TestPrediction {

    @Test
    void writesValuesOfAnyTypeAsJson() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("number", 0.1f);
        values.put("vector", new float[] {1.5f, Float.NaN});
        values.put("boxes", List.of(Map.of(7, new int[] {1, 2})));
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("day", LocalDate.of(2024, 2, 29));
        kept.put("city", null);

        Prediction prediction =
                new Prediction("memory", 3, kept, Map.of("kind", values), Optional.empty());

        assertThat(prediction.json())
                .isEqualTo(
                        """
                        {"record":"memory","number":3,"keep":{"day":"2024-02-29","city":null},\
                        "kind.number":0.1,"vector":[1.5,null],"boxes":[{"7":[1,2]}]}""");
    }

    @Test
    void writesTheErrorOfABrokenRecord() {
        Problem problem = Problem.of("SORA-4013", "no column that is read").fix("add one");

        Prediction prediction =
                new Prediction("a.csv", 1, Map.of(), Map.of(), Optional.of(problem));

        assertThat(prediction.json())
                .isEqualTo(
                        """
                        {"record":"a.csv","number":1,"error":{"code":"SORA-4013",\
                        "message":"no column that is read","fix":"add one"}}""");
    }
}
