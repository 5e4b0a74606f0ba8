// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.problem.RecordException;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An open model gives a program the same answers as the command line gives for files. */
final class TestOpenModel {

    private static final String PEOPLE =
            """
            manifest: 1
            name: people
            data:
              train: {type: csv, path: %1$s, types: {born: time}}
              test: {type: csv, path: %1$s, types: {born: time}, limit: 20}
            inputs:
              age: {type: number, column: age}
              city: {type: category, column: home.city, one_hot: true}
              born: {type: date, column: born}
            particles:
              view: {type: dense, from: all, units: 8, activation: tanh, count: 3}
            combiners:
              all: {type: concat, from: [age, city, born]}
              whole: {type: weighted, from: view}
            outputs:
              error: {type: classification, column: kind, from: whole}
              older: {type: regression, column: age, from: whole}
            training: {epochs: 2, batch_size: 32}
            """;

    @TempDir private static Path folder;
    private static Lab lab;
    private static Path file;

    @BeforeAll
    static void open() throws IOException {
        lab = new Lab(folder);
        StringBuilder rows = new StringBuilder("age,home.city,born,kind\n");
        for (int i = 0; i < 90; i++) {
            rows.append(
                    "%d,%s,20%02d-03-01,k%d\n"
                            .formatted(i, i % 2 == 0 ? "Rom" : "Orl\u00e9ans", i, i % 3));
        }
        Path train = Files.writeString(folder.resolve("train.csv"), rows);
        file = lab.train("people", PEOPLE.formatted(train)).model();
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static Map<String, Object> person(int i) {
        return Map.of(
                "age",
                i,
                "home.city",
                i % 2 == 0 ? "Rom" : "Orl\u00e9ans",
                "born",
                "20%02d-03-01".formatted(i % 90));
    }

    private static Prediction ask(Model model, Map<String, ?> record) {
        return model.predict(record);
    }

    @Test
    void saysWhatItHolds() {
        try (Model model = lab.runtime().open(file)) {
            assertThat(model.name()).isEqualTo("people");
            assertThat(model.outputs()).containsExactly("error", "older");
            assertThat(model.predict(List.of())).isEmpty();
            assertThat(model.predictRecords(List.of(), PredictionOptions.DEFAULT)).isEmpty();
            assertThat(model.columns())
                    .extracting(c -> c.input() + " " + c.column())
                    .containsExactly("age age", "city home.city", "born born");
            assertThat(model.inspection()).isEqualTo(lab.runtime().inspect(file));
            assertThat(model.evaluate(Optional.empty(), Lab.DEAF))
                    .isEqualTo(lab.runtime().evaluate(file, Optional.empty(), Lab.DEAF));
        }
    }

    @Test
    void answersAMapAsALineOfJson() throws IOException {
        Path lines =
                Files.writeString(
                        folder.resolve("ask.jsonl"),
                        """
                        {"age": 3, "home": {"city": "Rom"}, "born": "2003-03-01", "other": 1}
                        {"age": "4.0", "home": {"city": "Orle\u0301ans"}, "born": 1000000000}
                        {"age": null, "home.city": "Oslo", "born": "2003-03-01T12:00:00Z"}
                        """);
        List<Map<String, Object>> asFile = new ArrayList<>();
        lab.predict(file, lines, asFile::add);

        try (Model model = lab.runtime().open(file)) {
            List<Prediction> asMaps =
                    model.predict(
                            List.of(
                                    Map.of(
                                            "age",
                                            3L,
                                            "home",
                                            Map.of("city", "Rom"),
                                            "born",
                                            LocalDate.of(2003, 3, 1),
                                            "other",
                                            1),
                                    Map.of(
                                            "age",
                                            4f,
                                            "home.city",
                                            "Orle\u0301ans",
                                            "born",
                                            1_000_000_000),
                                    Map.of(
                                            "age",
                                            Double.NaN,
                                            "home.city",
                                            "Oslo",
                                            "born",
                                            "2003-03-01T12:00:00Z")));

            assertThat(asMaps).extracting(Prediction::origin).containsOnly("memory");
            assertThat(asMaps).extracting(Prediction::number).containsExactly(1L, 2L, 3L);
            for (int i = 0; i < 3; i++) {
                assertThat(asMaps.get(i).output("error"))
                        .isEqualTo(asFile.get(i).get("output.error"));
                assertThat(asMaps.get(i).output("older")).isEqualTo(asFile.get(i).get("older"));
            }
        }
    }

    @Test
    void answersRecordsWithTypesOfTheirOwn() {
        Schema schema =
                Schema.of(
                        new Column("born", ColumnType.TEXT),
                        new Column("id", ColumnType.INTEGER),
                        new Column("home.city", ColumnType.TEXT),
                        new Column("age", ColumnType.INTEGER));
        try (Model model = lab.runtime().open(file)) {
            Prediction typed =
                    model.predictRecords(
                                    List.of(
                                            new DataRecord(
                                                    schema,
                                                    "desk",
                                                    7,
                                                    "2003-03-01",
                                                    1L,
                                                    "Rom",
                                                    3L)),
                                    PredictionOptions.DEFAULT.keeping("id"))
                            .get(0);
            assertThat(typed.outputs())
                    .isEqualTo(
                            ask(model, Map.of("age", 3, "home.city", "Rom", "born", "2003-03-01"))
                                    .outputs());
            assertThat(typed.origin()).isEqualTo("desk");
            assertThat(typed.kept()).isEqualTo(Map.of("id", 1L));
        }
    }

    @Test
    void eachThreadGetsTheAnswersOfOne() throws Exception {
        try (Model model = lab.runtime().open(file)) {
            List<Object> alone = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                alone.add(ask(model, person(i)).outputs());
            }
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                List<Callable<Object>> calls =
                        IntStream.range(0, 200)
                                .<Callable<Object>>mapToObj(
                                        i -> () -> ask(model, person(i)).outputs())
                                .toList();
                List<Future<Object>> futures = threads.invokeAll(calls);
                for (int i = 0; i < 200; i++) {
                    assertThat(futures.get(i).get()).isEqualTo(alone.get(i));
                }
            } finally {
                threads.shutdownNow();
            }
            List<Prediction> together =
                    model.predict(IntStream.range(0, 200).mapToObj(i -> person(i)).toList());
            for (int i = 0; i < 200; i++) {
                Object one = ((Map<?, ?>) ((Map<?, ?>) alone.get(i)).get("older")).get("value");
                assertThat((Double) together.get(i).output("older").get("value"))
                        .isCloseTo((Double) one, within(1e-4));
            }
        }
    }

    @Test
    void refusesWhatFilesAreRefusedFor() {
        try (Model model = lab.runtime().open(file)) {
            assertThatThrownBy(() -> ask(model, Map.of("Age", 3, "town", "Rom")))
                    .isInstanceOf(RecordException.class)
                    .hasMessageContaining("SORA-4013")
                    .hasMessageContaining("memory, record 1")
                    .hasMessageContaining("rename 'Age' to 'age'");
            assertThatThrownBy(() -> ask(model, Map.of("age", List.of(1, 2), "born", "")))
                    .isInstanceOf(RecordException.class)
                    .hasMessageContaining("SORA-4251")
                    .hasMessageContaining("PredictionOptions.skippingBroken()");
            assertThatThrownBy(() -> ask(model, Map.of("age", new float[] {1}, "born", "")))
                    .isInstanceOf(RecordException.class)
                    .hasMessageContaining("SORA-4211")
                    .hasMessageContaining("column 'age' does not hold text");
            assertThatThrownBy(
                            () ->
                                    ask(
                                            model,
                                            Map.of(
                                                    "home",
                                                    Map.of("city", "Rom"),
                                                    "home.city",
                                                    "Wien")))
                    .hasMessageContaining("SORA-4232");
            List<Map<String, ?>> mixed =
                    List.of(person(1), Map.of("born", "31/31/2000"), Map.of(), person(1));
            List<Prediction> answers =
                    model.predict(mixed, PredictionOptions.DEFAULT.skippingBroken());
            assertThat(answers)
                    .extracting(Prediction::isBroken)
                    .containsExactly(false, true, true, false);
            assertThat(answers.get(2).error().orElseThrow().code()).isEqualTo("SORA-4013");
            assertThat(answers.get(0).outputs()).isEqualTo(answers.get(3).outputs());
            assertThatIllegalStateException().isThrownBy(() -> answers.get(1).output("older"));
            assertThatThrownBy(() -> answers.get(0).output("kind"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[error, older]");
        }
    }

    @Test
    void answersWhileRecordsStillCome() {
        CountDownLatch answered = new CountDownLatch(1);
        Iterator<Map<String, Object>> slow =
                new Iterator<>() {
                    private int next;

                    @Override
                    public boolean hasNext() {
                        if (next == 3) {
                            try {
                                // the fourth arrives only after the third was answered
                                assertThat(answered.await(1, TimeUnit.MINUTES)).isTrue();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        }
                        return next < 4;
                    }

                    @Override
                    public Map<String, Object> next() {
                        return person(next++);
                    }
                };
        try (Model model = lab.runtime().open(file)) {
            List<Long> numbers = new ArrayList<>();
            model.predict(
                    slow,
                    PredictionOptions.DEFAULT,
                    prediction -> {
                        numbers.add(prediction.number());
                        if (prediction.number() == 3) {
                            answered.countDown();
                        }
                    });
            assertThat(numbers).containsExactly(1L, 2L, 3L, 4L);

            Iterator<Map<String, Object>> endless =
                    IntStream.iterate(0, i -> i + 1).mapToObj(TestOpenModel::person).iterator();
            assertThatThrownBy(
                            () ->
                                    model.predict(
                                            endless,
                                            PredictionOptions.DEFAULT,
                                            prediction -> {
                                                throw new IllegalArgumentException("enough");
                                            }))
                    .hasMessage("enough");
        }
    }

    @Test
    void outlivesItsFile() throws IOException {
        Path copy = Files.copy(file, folder.resolve("copy.sora"));
        try (Model model = lab.runtime().open(copy)) {
            Files.writeString(copy, "another file");
            assertThat(ask(model, person(5)).outputs()).isNotEmpty();
            assertThatThrownBy(() -> lab.runtime().open(copy))
                    .isInstanceOf(SoraException.class)
                    .hasMessageContaining("SORA-4401");
        }
    }

    @Test
    void isClosedForAllOnce() throws Exception {
        Model model = lab.runtime().open(file);
        CountDownLatch within = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService thread = Executors.newFixedThreadPool(2);
        try {
            Future<?> running =
                    thread.submit(
                            () ->
                                    model.predict(
                                            List.<Map<String, ?>>of(person(1), person(2))
                                                    .iterator(),
                                            PredictionOptions.DEFAULT,
                                            prediction -> {
                                                within.countDown();
                                                await(goOn);
                                            }));
            assertThat(within.await(1, TimeUnit.MINUTES)).isTrue();
            Future<?> closing = thread.submit(model::close);
            while (!isClosed(model)) {
                Thread.onSpinWait();
            }
            assertThat(closing.isDone()).isFalse();
            goOn.countDown();
            closing.get(1, TimeUnit.MINUTES);
            running.get(1, TimeUnit.MINUTES);
        } finally {
            thread.shutdownNow();
        }
        model.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> ask(model, person(1)))
                .withMessage("the model 'people' is closed");
        assertThatIllegalStateException()
                .isThrownBy(() -> model.evaluate(Optional.empty(), Lab.DEAF));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isClosed(Model model) {
        try {
            ask(model, person(1));
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    @Test
    void mayBeClosedWithinACall() {
        Model model = lab.runtime().open(file);
        List<Prediction> answers = new ArrayList<>();
        model.predict(
                List.<Map<String, ?>>of(person(1)).iterator(),
                PredictionOptions.DEFAULT,
                prediction -> {
                    model.close();
                    answers.add(prediction);
                });
        assertThat(answers).hasSize(1);
        assertThatIllegalStateException().isThrownBy(() -> ask(model, person(1)));
    }

    @Test
    void closesWithItsSora(@TempDir Path other) {
        Model model;
        try (Lab shortLived = new Lab(other)) {
            model = shortLived.runtime().open(file);
            assertThat(ask(model, person(1)).outputs()).isNotEmpty();
        }
        assertThatIllegalStateException().isThrownBy(() -> ask(model, person(1)));
        model.close();
    }
}
