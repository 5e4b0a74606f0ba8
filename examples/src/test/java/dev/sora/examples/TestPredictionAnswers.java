// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.PredictionOptions;
import dev.sora.core.RunEvent;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each record has one answer, which identifies the record and reports unknown values. */
final class TestPredictionAnswers {

    private static final String PEOPLE =
            """
            manifest: 1
            name: people
            data:
              train: {type: csv, path: %s}
              test: {type: csv, path: %s}
            inputs:
              age: {type: number, column: age}
              city: {type: category, column: city, one_hot: true}
            combiners:
              all: {type: concat, from: [age, city]}
            outputs:
              error: {type: classification, column: kind, from: all}
              older: {type: regression, column: age, from: all}
            training: {epochs: 1, batch_size: 32}
            """;

    @TempDir private static Path folder;
    private static Lab lab;
    private static Path model;
    private static Path agesOnly;
    private static final List<RunEvent> TRAINING = new ArrayList<>();

    @BeforeAll
    static void open() throws IOException {
        lab = new Lab(folder);
        StringBuilder rows = new StringBuilder("id,age,city,kind\n");
        for (int i = 0; i < 90; i++) {
            rows.append("%d,%d,%s,k%d\n".formatted(i, i, i % 2 == 0 ? "Rom" : "Wien", i % 3));
        }
        Path train = write("train.csv", rows);
        Path test = write("test.csv", "city,kind,age\nRom,k1,3\nOslo,k2,4\nParis,k0,5\n,k0,6\n");
        agesOnly =
                lab.train(
                                "ages",
                                """
                                manifest: 1
                                name: ages
                                data: {train: {type: csv, path: %s}}
                                inputs: {age: {type: number, column: age}}
                                outputs: {kind: {type: classification, column: kind, from: age}}
                                training: {epochs: 1, batch_size: 32}
                                """
                                        .formatted(train))
                        .model();
        model = lab.train("people", TRAINING::add, PEOPLE.formatted(train, test)).model();
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static Path write(String name, CharSequence text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private record Answers(List<Map<String, Object>> lines, List<RunEvent> events) {}

    private static Answers ask(Path input, boolean skip, int top, String... keep) {
        Answers answers = new Answers(new ArrayList<>(), new ArrayList<>());
        lab.predict(
                model,
                input,
                new PredictionOptions(
                        skip, top == 0 ? OptionalInt.empty() : OptionalInt.of(top), List.of(keep)),
                answers.events::add,
                answers.lines::add);
        return answers;
    }

    @Test
    void refusesARecordWithNoneOfTheColumns() throws IOException {
        Path input =
                write(
                        "typo.jsonl",
                        """
                        {"age": 30, "city": "Rom"}
                        {"Age": 30, "CITY": "Rom"}
                        {}
                        {"age": 31, "City": "Rom"}
                        {"age": null, "city": ""}
                        """);

        assertThatThrownBy(() -> ask(input, false, 0))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-4013")
                .hasMessageContaining("typo.jsonl:2")
                .hasMessageContaining("needs  age, city")
                .hasMessageContaining("have   Age, CITY")
                .hasMessageContaining("fix    rename 'Age' to 'age', 'CITY' to 'city'");

        Answers answers = ask(input, true, 0);
        assertThat(answers.lines.stream().map(l -> l.get("number")))
                .containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(answers.lines.stream().map(l -> l.get("record"))).containsOnly("typo.jsonl");
        assertThat(answers.lines.stream().map(l -> l.containsKey("error")))
                .containsExactly(false, true, true, false, false);
        assertThat(answers.lines.get(2).get("error").toString()).contains("no column");
        assertThat(answers.events)
                .containsExactly(
                        new RunEvent.ColumnsAbsent(
                                5, List.of(new RunEvent.AbsentColumn("city", "city", 1, "City"))));
    }

    @Test
    void anEvaluationRefusesItToo() throws IOException {
        Path data = write("labelled.jsonl", "{\"age\": 3, \"kind\": \"k1\"}\n{\"kind\": \"k2\"}\n");
        Path source = write("source.yaml", "{type: jsonl, path: " + data + "}");

        assertThatThrownBy(() -> lab.runtime().evaluate(agesOnly, Optional.of(source), event -> {}))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-4013")
                .hasMessageContaining("labelled.jsonl:2")
                .hasMessageContaining("name the source with --data and set 'on_error: skip' on it");
    }

    @Test
    void numbersAllRecordsAlsoThoseThatCannotBeRead() throws IOException {
        Path input = write("broken.csv", "age,city\n1,Rom\n2\nx,Rom\n4,Rom\n");

        List<Map<String, Object>> lines = ask(input, true, 0).lines;

        assertThat(lines.stream().map(l -> l.get("number"))).containsExactly(1L, 2L, 3L, 4L);
        assertThat(lines.stream().map(l -> l.get("record"))).containsOnly("broken.csv");
        assertThat(lines.stream().map(l -> l.containsKey("error")))
                .containsExactly(false, true, true, false);
    }

    @Test
    void anOutputNamedAsAKeyOfSorasDoesNotHideIt() throws IOException {
        List<Map<String, Object>> lines =
                ask(write("one.csv", "age,city\n1,Rom\n"), false, 0).lines;

        assertThat(lines).singleElement();
        assertThat(lines.get(0)).containsOnlyKeys("record", "number", "output.error", "older");
    }

    @Test
    void keepsTheLikeliestClassesInOrder() throws IOException {
        Path input = write("two.csv", "age,city\n1,Rom\n80,Wien\n");
        for (Map<String, Object> line : ask(input, false, 2).lines) {
            Map<?, ?> kind = (Map<?, ?>) line.get("output.error");
            Map<?, ?> each = (Map<?, ?>) kind.get("probabilities");

            assertThat(each).hasSize(2);
            List<Object> values = new ArrayList<>(each.values());
            assertThat((Double) values.get(0)).isGreaterThanOrEqualTo((Double) values.get(1));
            assertThat(each.keySet().iterator().next()).isEqualTo(kind.get("label"));
        }
    }

    @Test
    void identifiersPassThroughAsTheyAre() throws IOException {
        String big = "9223372036854775807";
        Path csv = write("keep.csv", "id,name,age,city\n007," + big + ",3,Rom\n,x,4,Rom\n");
        List<Map<String, Object>> lines = ask(csv, false, 0, "name", "id", "id").lines;
        assertThat(lines.get(0).get("keep")).hasToString("{name=" + big + ", id=007}");
        assertThat(lines.get(1).get("keep")).hasToString("{name=x, id=null}");

        Path json = write("keep.jsonl", "{\"id\": " + big + ", \"age\": 3, \"city\": \"Rom\"}\n");
        assertThat(ask(json, false, 0, "id").lines.get(0).get("keep"))
                .isEqualTo(Map.of("id", Long.MAX_VALUE));

        assertThatThrownBy(() -> ask(csv, false, 0, "nmae"))
                .hasMessageContaining("SORA-4014")
                .hasMessageContaining("have   id, name, age, city")
                .hasMessageContaining("did you mean 'name'?");
    }

    @Test
    void countsWhatTrainingDidNotKnowInEveryVerb() throws IOException {
        Path input = write("unknown.csv", "age,city\n1,Oslo\n2,Rom\n3,Oslo\n4,\n");
        assertThat(ask(input, false, 0).events)
                .singleElement()
                .isInstanceOfSatisfying(
                        RunEvent.ValuesUnknown.class,
                        told -> {
                            assertThat(told.part()).isEqualTo("prediction");
                            assertThat(told.notable()).hasToString(told.inputs().toString());
                            assertThat(told.inputs().get(0).values().unknown()).isEqualTo(2);
                            assertThat(told.inputs().get(0).values().values()).isEqualTo(3);
                            assertThat(told.inputs().get(0).values().examples())
                                    .containsExactly("Oslo");
                        });
        List<RunEvent> evaluated = new ArrayList<>();
        lab.runtime().evaluate(model, Optional.empty(), evaluated::add);
        for (List<RunEvent> events : List.of(TRAINING, evaluated)) {
            assertThat(events)
                    .filteredOn(RunEvent.ValuesUnknown.class::isInstance)
                    .singleElement()
                    .hasToString(
                            "ValuesUnknown[part=test, inputs=[UnknownInput[input=city,"
                                    + " values=UnknownValues[column=city, what=categories, values=3,"
                                    + " unknown=2, examples=[Oslo, Paris]]]]]");
        }
    }
}
