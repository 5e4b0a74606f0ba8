// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.io.Json;
import dev.sora.core.packaging.ModelPackage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a server is asked, compared with what its model was trained on. */
final class TestDrift {

    private static final String CONFIG = "access_log: none\ndrift: {records: 120}\n";
    private static final Pattern ROW =
            Pattern.compile("sora_drift_psi\\{field=\"(.+)\",model=.*name=\"(.+)\",part.*} (.+)");

    /** Returns records as those of the training, with other ages. */
    private static String records(int count, IntUnaryOperator age) {
        return IntStream.range(0, count)
                .mapToObj(
                        i ->
                                "{\"age\": %d, \"city\": \"%s\"}"
                                        .formatted(age.applyAsInt(i), i % 3 == 0 ? "Rome" : "Oslo"))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static Map<String, Double> indices(Client client) {
        Map<String, Double> indices = new TreeMap<>();
        Matcher row = ROW.matcher(client.get("/metrics").body());
        while (row.find()) {
            indices.put(row.group(2) + "." + row.group(1), Double.parseDouble(row.group(3)));
        }
        return indices;
    }

    @Test
    void aShiftedColumnShowsAndTheTrainingDataDoesNot() {
        try (Lab.Served served = Lab.get().serve(CONFIG, Lab.get().kinds().toString())) {
            Client client = served.client();
            assertThat(client.post("/models/kinds/predict", records(119, i -> i)).status())
                    .isEqualTo(200);
            assertThat(indices(client)).isEmpty();
            assertThat(client.get("/metrics").body())
                    .containsPattern("sora_drift_records\\{model=\"kinds\",version=\"1\",?} 119");
            client.post("/models/kinds/predict", records(1, i -> 119));
            assertThat(indices(client))
                    .containsOnlyKeys("age.value", "city.value", "kind.label", "kind.probability")
                    .allSatisfy((name, index) -> assertThat(index).as(name).isLessThan(0.1));

            client.post("/models/kinds/predict", records(120, i -> i + 60));
            Map<String, Double> shifted = indices(client);
            assertThat(shifted.get("age.value")).isGreaterThan(0.25);
            assertThat(shifted.get("city.value")).isLessThan(0.1);

            String page = client.get("/models/kinds").body();
            Map<?, ?> drift = (Map<?, ?>) Json.readObject(page, "page").get("drift");
            assertThat(drift.get("records")).isEqualTo(240L);
            assertThat((List<?>) drift.get("indices")).hasSize(4);
        }
    }

    /** The age is a string, and one of the cities a list of one. */
    @Test
    void valuesAreComparedAsTheModelReadsThem() {
        try (Lab.Served served = Lab.get().serve(CONFIG, Lab.get().kinds().toString())) {
            Client client = served.client();
            String records =
                    records(120, i -> i)
                            .replaceAll("\"age\": (\\d+)", "\"age\": \"$1.0\"")
                            .replace("\"Rome\"", "[\"Rome\"]");
            assertThat(client.post("/models/kinds/predict", records).status()).isEqualTo(200);
            assertThat(indices(client))
                    .hasSize(4)
                    .allSatisfy((name, index) -> assertThat(index).as(name).isLessThan(0.1));
        }
    }

    @Test
    void brokenRecordsAndMadeUpColumnsDoNotCount() {
        try (Lab.Served served = Lab.get().serve(CONFIG, Lab.get().kinds().toString())) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                String age = i % 2 == 0 ? "\"x\"" : "31";
                names.add("{\"age\": %s, \"city\": \"c%d\", \"made%d\": 1}".formatted(age, i, i));
            }
            assertThat(
                            served.client()
                                    .post("/models/kinds/predict?on_error=skip", names.toString())
                                    .status())
                    .isEqualTo(200);
            assertThat(served.client().get("/metrics").body())
                    .containsPattern("sora_drift_records\\{model=\"kinds\",version=\"1\",?} 25")
                    .doesNotContain("made1");
        }
    }

    @Test
    void nothingIsComparedIfThePackageOrTheConfigurationDoesNotAllowIt() {
        ModelPackage whole = ModelPackage.read(Lab.get().kinds());
        Path old = Lab.get().write("old.sora", "");
        ModelPackage.write(
                old,
                new ModelPackage(
                        whole.manifest(),
                        whole.lock(),
                        whole.weights(),
                        whole.particles(),
                        whole.metrics(),
                        whole.card()));
        try (Lab.Served served = Lab.get().serve(CONFIG, "old=" + old)) {
            served.client().post("/models/old/predict", records(120, i -> i));
            assertThat(served.client().get("/metrics").body()).doesNotContain("sora_drift");
            assertThat(served.client().get("/models/old").body())
                    .contains("the package holds no distributions of its training data");
        }
        String off = "access_log: none\ndrift: {enabled: false}\n";
        try (Lab.Served served = Lab.get().serve(off, Lab.get().kinds().toString())) {
            served.client().post("/models/kinds/predict", records(120, i -> i));
            assertThat(served.client().get("/metrics").body()).doesNotContain("sora_drift");
            assertThat(served.client().get("/models/kinds").body()).doesNotContain("\"drift\"");
        }
    }
}
