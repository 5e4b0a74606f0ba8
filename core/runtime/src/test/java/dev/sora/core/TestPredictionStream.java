// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Record n of each stream holds n. */
final class TestPredictionStream {

    private static Stream<Map<String, Integer>> records() {
        return IntStream.iterate(1, i -> i + 1).mapToObj(i -> Map.of("n", i));
    }

    /** Answers with the values of records; those that are divisible by a number are broken. */
    private static Stream<Prediction> answers(
            Stream<Map<String, Integer>> records, boolean skipBroken, int broken) {
        return PredictionStream.of(
                records,
                skipBroken,
                (batch, skip, first) -> {
                    List<Prediction> all = new ArrayList<>();
                    for (Map<String, Integer> record : batch) {
                        all.add(echo(record.get("n"), skip, first + all.size(), broken));
                    }
                    return all;
                });
    }

    private static Prediction echo(int n, boolean skip, long number, int broken) {
        Optional<Problem> error =
                Optional.of(Problem.of("SORA-4211", "wrong").where("memory, record " + number))
                        .filter(problem -> n % broken == 0);
        if (error.isPresent() && !skip) {
            throw new RecordException(error.get());
        }
        return new Prediction("memory", number, Map.of(), Map.of("echo", Map.of("n", n)), error);
    }

    @Test
    void readsInBatchesAndNotAhead() {
        List<Integer> read = new ArrayList<>();
        boolean[] closed = new boolean[1];
        Stream<Map<String, Integer>> records =
                records().peek(record -> read.add(record.get("n"))).onClose(() -> closed[0] = true);

        try (Stream<Prediction> answers = answers(records, false, 1000)) {
            assertThat(answers.limit(70).toList())
                    .extracting(Prediction::number)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, 70).boxed().toList());
        }

        assertThat(read).hasSizeLessThanOrEqualTo(129);
        assertThat(closed[0]).isTrue();
    }

    @Test
    void numbersRecordsAcrossBatches() {
        assertThat(answers(records(), true, 7).limit(300))
                .allSatisfy(
                        answer -> {
                            long n = answer.number();
                            assertThat(answer.outputs().get("echo")).containsEntry("n", (int) n);
                            assertThat(answer.isBroken()).isEqualTo(n % 7 == 0);
                            answer.error()
                                    .ifPresent(
                                            problem ->
                                                    assertThat(problem.where())
                                                            .isEqualTo("memory, record " + n));
                        });
    }

    @Test
    void answersWhatPrecedesABrokenRecordAndStopsThere() {
        Iterator<Prediction> answers = answers(records(), false, 100).iterator();
        for (long n = 1; n < 100; n++) {
            assertThat(answers.next().number()).isEqualTo(n);
        }
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(answers::next)
                    .isInstanceOf(RecordException.class)
                    .hasMessageContaining("record 100");
        }
    }

    @Test
    void answersWhatPrecedesAFailureOfTheStreamAndStopsThere() {
        IllegalStateException lost = new IllegalStateException("the connection is lost");
        Stream<Map<String, Integer>> records =
                records()
                        .peek(
                                record -> {
                                    if (record.get("n") == 70) {
                                        throw lost;
                                    }
                                });
        Iterator<Prediction> answers = answers(records, false, 1000).iterator();
        for (long n = 1; n < 70; n++) {
            assertThat(answers.next().number()).isEqualTo(n);
        }
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(answers::hasNext).isSameAs(lost);
        }
    }
}
