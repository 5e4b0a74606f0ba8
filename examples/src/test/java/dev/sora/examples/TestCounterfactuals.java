// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Model;
import dev.sora.core.hint.Counterfactual;
import dev.sora.core.hint.Counterfactual.Options;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that turn answers, compared with all changes of one column that the data allows. */
final class TestCounterfactuals {

    private static final List<Map<String, Object>> RECORDS =
            List.of(
                    Map.of("age", 30L, "hours", 20L, "kind", "red", "noise", 1.5),
                    Map.of("age", 68L, "hours", 55L, "kind", "green", "noise", 0.5),
                    Map.of("age", 49L, "hours", 40L, "kind", "blue", "noise", 0.0),
                    // no single column turns this one
                    Map.of("age", 18L, "hours", 5L, "kind", "blue", "noise", 0.0));

    @TempDir private static Path folder;
    private static Lab lab;
    private static Model model;
    private static Path input;
    private static Path source;
    private static final Map<String, List<Object>> VALUES = new LinkedHashMap<>();

    /** Who is old, works long and is red is answered yes; the noise says nothing. */
    @BeforeAll
    static void train() throws IOException {
        lab = new Lab(folder);
        Random random = new Random(1);
        StringBuilder csv = new StringBuilder("age,hours,kind,noise,paid,sum\n");
        for (String column : List.of("age", "hours", "kind", "noise")) {
            VALUES.put(column, new ArrayList<>());
        }
        for (int row = 0; row < 400; row++) {
            long age = 18 + random.nextInt(60);
            long hours = 5 * (1 + random.nextInt(12));
            String kind = List.of("red", "green", "blue").get(random.nextInt(3));
            double noise = random.nextInt(5) / 2.0;
            double score = (age - 48) / 10.0 + (hours - 30) / 8.0 + (kind.equals("red") ? 1.5 : -1);
            VALUES.get("age").add(age);
            VALUES.get("hours").add(hours);
            VALUES.get("kind").add(kind);
            VALUES.get("noise").add(noise);
            csv.append(
                    "%d,%d,%s,%s,%s,%s\n"
                            .formatted(age, hours, kind, noise, score > 0 ? "yes" : "no", score));
        }
        Path data = Files.writeString(folder.resolve("data.csv"), csv);
        model =
                lab.runtime()
                        .open(
                                lab.train(
                                                "paid",
                                                """
                                                manifest: 1
                                                name: paid
                                                seed: 3
                                                data: {train: {type: csv, path: "%s"}}
                                                inputs:
                                                  facts: {type: number, columns: [age, hours, noise]}
                                                  kind: {type: category, column: kind}
                                                combiners: {all: {type: concat, from: [facts, kinds]}}
                                                particles:
                                                  kinds: {type: embedding, from: kind, units: 3}
                                                outputs:
                                                  paid: {type: classification, column: paid, from: all}
                                                  sum: {type: regression, column: sum, from: all}
                                                training: {optimiser: {type: adam, learning_rate: 0.05}, epochs: 8, batch_size: 32}
                                                """
                                                        .formatted(data))
                                        .model());
        source =
                Files.writeString(
                        folder.resolve("source.yaml"),
                        "{type: csv, path: \"%s\"}\n".formatted(data));
        StringBuilder lines = new StringBuilder("age,hours,kind,noise\n");
        for (Map<String, Object> record : RECORDS) {
            lines.append(
                    "%s,%s,%s,%s\n"
                            .formatted(
                                    record.get("age"),
                                    record.get("hours"),
                                    record.get("kind"),
                                    record.get("noise")));
        }
        input = Files.writeString(folder.resolve("new.csv"), lines);
    }

    @AfterAll
    static void close() {
        model.close();
        lab.close();
    }

    private static Options paid() {
        return new Options(Optional.of("paid"), Set.of(), Optional.empty());
    }

    private static Options paid(Set<String> fixed) {
        return new Options(Optional.of("paid"), fixed, Optional.empty());
    }

    private static List<Counterfactual> found(Options options) {
        List<Counterfactual> found = new ArrayList<>();
        model.counterfactuals(input, source, options, event -> {}, found::add);
        return found;
    }

    private static Object answer(Map<String, Object> record) {
        return model.predict(record).output("paid").values().iterator().next();
    }

    private static double distance(String column, Object from, Object to) {
        if (column.equals("kind")) {
            return 1;
        }
        double[] sorted =
                VALUES.get(column).stream()
                        .mapToDouble(v -> ((Number) v).doubleValue())
                        .sorted()
                        .toArray();
        double scale = sorted[(sorted.length - 1) * 19 / 20] - sorted[(sorted.length - 1) / 20];
        return Math.abs(((Number) to).doubleValue() - ((Number) from).doubleValue()) / scale;
    }

    /** Returns the least distance of a change of one column that turns the answer. */
    private static double least(Map<String, Object> record) {
        Object present = answer(record);
        double least = Double.POSITIVE_INFINITY;
        for (Map.Entry<String, List<Object>> each : VALUES.entrySet()) {
            for (Object value : each.getValue().stream().distinct().toList()) {
                Map<String, Object> changed = new LinkedHashMap<>(record);
                changed.put(each.getKey(), value);
                if (!answer(changed).equals(present)) {
                    least =
                            Math.min(
                                    least,
                                    distance(each.getKey(), record.get(each.getKey()), value));
                }
            }
        }
        return least;
    }

    /**
     * In DiCE values left the ranges that they were to keep (interpretml/DiCE 284): here every
     * value is one of the data, and the answer to the changed record is measured.
     */
    @Test
    void oneColumnChangesAsLittleAsTheDataAllows() {
        List<Counterfactual> all = found(paid());

        assertThat(all).hasSize(RECORDS.size());
        for (int i = 0; i < all.size(); i++) {
            Counterfactual each = all.get(i);
            Map<String, Object> record = RECORDS.get(i);
            Map<String, Object> changed = new LinkedHashMap<>(record);
            each.changes().forEach((column, change) -> changed.put(column, change.to()));
            assertThat(each.number()).isEqualTo(i + 1);
            assertThat(each.answer()).isEqualTo(answer(record));
            assertThat(answer(changed))
                    .isEqualTo(each.turned().orElseThrow())
                    .isNotEqualTo(each.answer());
            each.changes()
                    .forEach(
                            (column, change) ->
                                    assertThat(VALUES.get(column)).contains(change.to()));
            double least = least(record);
            if (Double.isFinite(least)) {
                assertThat(each.changes()).hasSize(1);
                assertThat(each.distance()).isCloseTo(least, within(1e-9));
            } else {
                assertThat(each.changes()).hasSizeGreaterThan(1);
            }
        }
    }

    @Test
    void noChangeIsLeftOutWithoutTurningTheAnswerBack() {
        List<Counterfactual> all = found(paid(Set.of("kind")));
        assertThat(all).anyMatch(each -> each.changes().size() > 1);
        for (Counterfactual each : all) {
            Map<String, Object> record = RECORDS.get((int) each.number() - 1);
            for (String column : each.changes().keySet()) {
                Map<String, Object> changed = new LinkedHashMap<>(record);
                each.changes()
                        .forEach(
                                (other, change) -> {
                                    if (!other.equals(column)) {
                                        changed.put(other, change.to());
                                    }
                                });
                assertThat(answer(changed)).isEqualTo(each.answer());
            }
        }
    }

    /** In DiCE columns that were to stay changed (interpretml/DiCE 260 and 441). */
    @Test
    void fixedColumnsStay() {
        for (Counterfactual each : found(paid(Set.of("hours", "kind", "noise")))) {
            assertThat(each.changes().keySet()).isSubsetOf("age");
        }
        // the noise alone turns nothing, which is said
        List<Counterfactual> none = found(paid(Set.of("age", "hours", "kind")));
        assertThat(none.get(0).changes()).isEmpty();
        assertThat(none.get(0).turned()).isEmpty();
        assertThat(none.get(0).notes().get(0)).contains("no change of at most 4 columns");
    }

    @Test
    void anAnswerThatIsThereAlreadyNeedsNoChange() {
        List<Counterfactual> all =
                found(new Options(Optional.of("paid"), Set.of(), Optional.of("yes")));

        assertThat(all).anyMatch(each -> each.turned().equals(Optional.of("yes")));
        for (Counterfactual each : all) {
            if (each.answer().equals("yes")) {
                assertThat(each.changes()).isEmpty();
                assertThat(each.notes().get(0)).contains("the wanted one already");
            }
        }
    }

    @Test
    void theSameCallGivesTheSameLine() {
        assertThat(found(paid()).stream().map(Counterfactual::json))
                .containsExactlyElementsOf(
                        found(paid()).stream().map(Counterfactual::json).toList())
                .allMatch(line -> line.contains("\"counterfactual\":{\"output\":\"paid\""));
    }

    @Test
    void refusesWhatCannotBeTurned() {
        refuses(Options.DEFAULT, "SORA-4948", "several outputs");
        refuses(
                new Options(Optional.of("sum"), Set.of(), Optional.empty()),
                "SORA-4948",
                "do not depend on which answer");
        refuses(paid(Set.of("age", "hours", "kind", "noise")), "SORA-4948", "no column");
        refuses(paid(Set.of("salary")), "SORA-4949", "salary");
        refuses(
                new Options(Optional.of("paid"), Set.of(), Optional.of("maybe")),
                "SORA-4949",
                "maybe");
    }

    private static void refuses(Options options, String code, String words) {
        assertThatThrownBy(() -> found(options))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining(code)
                .hasMessageContaining(words);
    }
}
