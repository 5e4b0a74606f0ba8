// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.plan.DataPlan;
import dev.sora.core.plan.HeldOut;
import dev.sora.core.plan.HeldOut.By;
import dev.sora.core.plan.HeldOut.Fold;
import dev.sora.core.plan.HeldOut.Share;
import dev.sora.core.plan.HeldOut.Values;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.data.TextForm;
import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What parts of the training data promise: exact sizes, nothing twice, nothing lost. */
final class TestSplits {

    private static final Schema SCHEMA = Schema.of(Column.of("c", ColumnType.TEXT));
    private static final Optional<String> COLUMN = Optional.of("c");
    private static final int SIZE = 1003;

    private static SplitAssignment parts(
            HeldOut test, HeldOut validation, long seed, int size, IntFunction<Object> values) {
        DataPlan plan =
                new DataPlan(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.ofNullable(validation),
                        Optional.ofNullable(test),
                        OptionalLong.empty(),
                        TextForm.NFC);
        Splitter splitter = new Splitter(plan, seed, path -> "m.yaml:" + path);
        for (int i = 0; i < size; i++) {
            splitter.accept(new DataRecord(SCHEMA, "t", i + 1, values.apply(i)));
        }
        return splitter.finish();
    }

    private static BitSet members(SplitAssignment parts, Split part, int size) {
        BitSet members = new BitSet();
        for (int i = 0; i < size; i++) {
            members.set(i, parts.has(part, i));
        }
        return members;
    }

    private static Share share(double fraction, By by) {
        return new Share(fraction, by, by == By.CHANCE ? Optional.empty() : COLUMN);
    }

    private static String label(int i) {
        return i % 10 == 0 ? "rare" : i % 3 == 0 ? "some" : "often";
    }

    @Test
    void aFractionIsExactAndFollowsTheSeed() {
        Share tenth = share(0.1, By.CHANCE);
        SplitAssignment first = parts(null, tenth, 7, SIZE, i -> "");

        assertThat(first.count(Split.VALIDATION, SIZE)).isEqualTo(100);
        assertThat(first.count(Split.TRAIN, SIZE)).isEqualTo(903);
        assertThat(parts(null, tenth, 7, SIZE, i -> "").marks()).isEqualTo(first.marks());
        assertThat(parts(null, tenth, 8, SIZE, i -> "").marks()).isNotEqualTo(first.marks());
    }

    @Test
    void aFractionForValidationIsTheOneItAlwaysWas() {
        SplitAssignment parts = parts(null, share(0.1, By.CHANCE), 7, SIZE, i -> "");
        SplittableRandom random = new SplittableRandom(7 ^ 0x5011dL);
        for (int left = 100, i = 0; i < SIZE; i++) {
            boolean held = random.nextInt(SIZE - i) < left;
            left -= held ? 1 : 0;
            assertThat(parts.has(Split.VALIDATION, i)).isEqualTo(held);
        }
    }

    @Test
    void testAndValidationShareNothingAndTestComesFirst() {
        SplitAssignment both =
                parts(share(0.2, By.CHANCE), share(0.25, By.CHANCE), 3, 1000, i -> "");
        SplitAssignment test = parts(share(0.2, By.CHANCE), null, 3, 1000, i -> "");

        assertThat(both.count(Split.TEST, 1000)).isEqualTo(200);
        assertThat(both.count(Split.VALIDATION, 1000)).isEqualTo(200);
        assertThat(both.count(Split.TRAIN, 1000)).isEqualTo(600);
        assertThat(members(both, Split.TEST, 1000)).isEqualTo(members(test, Split.TEST, 1000));
    }

    @Test
    void stratifiedPartsHoldEveryValueInItsShare() {
        SplitAssignment parts = parts(share(0.25, By.STRATA), null, 5, 1000, TestSplits::label);
        Map<String, Integer> all = new HashMap<>();
        Map<String, Integer> taken = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            all.merge(label(i), 1, Integer::sum);
            taken.merge(label(i), parts.has(Split.TEST, i) ? 1 : 0, Integer::sum);
        }

        assertThat(parts.count(Split.TEST, 1000)).isEqualTo(250);
        all.forEach(
                (value, count) ->
                        assertThat((double) taken.get(value))
                                .isBetween(Math.floor(count * 0.25), Math.ceil(count * 0.25)));
    }

    /** The data of the public report scikit-learn#10767: two classes of one record each. */
    private static String withRare(int i) {
        return i == 17 ? "rare1" : i == 62 ? "rare2" : i % 5 < 3 ? "a" : "b";
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.2, 0.3, 0.5, 0.9})
    void theOnlyRecordOfAValueStaysInTraining(double fraction) {
        for (long seed = 0; seed < 50; seed++) {
            SplitAssignment parts =
                    parts(null, share(fraction, By.STRATA), seed, 100, TestSplits::withRare);

            assertThat(parts.has(Split.TRAIN, 17)).isTrue();
            assertThat(parts.has(Split.TRAIN, 62)).isTrue();
            assertThat(parts.count(Split.VALIDATION, 100)).isEqualTo(Math.round(100 * fraction));
        }
    }

    @Test
    void everyValueKeepsARecordThroughTestAndValidation() {
        for (long seed = 0; seed < 50; seed++) {
            IntFunction<Object> values = i -> i < 2 ? "two" : i < 5 ? "three" : label(i);
            SplitAssignment parts =
                    parts(share(0.5, By.STRATA), share(0.5, By.STRATA), seed, 60, values);
            Set<Object> trained = new HashSet<>();
            for (int i = 0; i < 60; i++) {
                if (parts.has(Split.TRAIN, i)) {
                    trained.add(values.apply(i));
                }
            }

            assertThat(trained).contains("two", "three", "rare", "some", "often");
        }
    }

    @Test
    void fewerAreTakenWhereNearlyAllValuesAreRare() {
        SplitAssignment parts =
                parts(null, share(0.5, By.STRATA), 3, 100, i -> i < 60 ? "v" + i : "often");

        assertThat(parts.count(Split.VALIDATION, 100)).isEqualTo(39);
        assertThatThrownBy(() -> parts(null, share(0.5, By.STRATA), 3, 9, i -> "v" + i))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        """
                        SORA-4003  no value of column 'c' occurs in two records, of which one could be held out
                          where  m.yaml:data.validation
                          needs  values that several records share, such as classes
                          have   9 records, each with a different value
                          fix    name another column in data.validation.stratify, or remove it to split at random""");
    }

    @Test
    void aRecordAloneInItsClassIsInNoFold() {
        int[] held = new int[100];
        for (int fold = 0; fold < 5; fold++) {
            SplitAssignment parts =
                    parts(null, new Fold(5, fold, By.STRATA, COLUMN), 4, 100, TestSplits::withRare);
            for (int i = 0; i < 100; i++) {
                held[i] += parts.has(Split.VALIDATION, i) ? 1 : 0;
            }
        }
        for (int i = 0; i < 100; i++) {
            assertThat(held[i]).isEqualTo(i == 17 || i == 62 ? 0 : 1);
        }
    }

    @Test
    void labelsAreComparedWithoutBlanksAtTheirEnds() {
        SplitAssignment parts =
                parts(
                        null,
                        new Values("c", List.of("dev ")),
                        3,
                        4,
                        i -> List.of("dev", " dev", "dev\u00a0", "train").get(i));

        assertThat(parts.count(Split.VALIDATION, 4)).isEqualTo(3);
    }

    @Test
    void groupsStayWhole() {
        SplitAssignment parts =
                parts(share(0.3, By.GROUPS), share(0.3, By.GROUPS), 5, SIZE, i -> i * i % 61);
        Map<Object, Set<Split>> where = new HashMap<>();
        for (int i = 0; i < SIZE; i++) {
            where.computeIfAbsent(i * i % 61, v -> new HashSet<>()).add(parts.of(i));
        }

        assertThat(where.values()).allMatch(found -> found.size() == 1);
        assertThat(parts.count(Split.TEST, SIZE)).isBetween(270L, 330L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"number", "text", "date", "instant"})
    void theLatestAreThoseLastInOrder(String form) {
        List<Integer> order = new ArrayList<>();
        SplitAssignment parts =
                parts(
                        share(0.2, By.ORDER),
                        null,
                        1,
                        100,
                        i -> {
                            int at = i * 37 % 100;
                            order.add(at);
                            return switch (form) {
                                case "number" -> (double) at;
                                case "text" -> Integer.toString(at);
                                case "date" -> "20%02d-01-31".formatted(at);
                                default -> Instant.ofEpochSecond(at);
                            };
                        });

        for (int i = 0; i < 100; i++) {
            assertThat(parts.has(Split.TEST, i)).isEqualTo(order.get(i) >= 80);
        }
    }

    @Test
    void ofEquallyLateRecordsTheLastOnesAreTaken() {
        SplitAssignment parts = parts(share(0.3, By.ORDER), null, 1, 10, i -> 5L);

        assertThat(members(parts, Split.TEST, 10).toString()).isEqualTo("{7, 8, 9}");
    }

    @Test
    void aColumnMaySayWhatIsWhat() {
        SplitAssignment parts =
                parts(
                        new Values("c", List.of("2")),
                        new Values("c", List.of("1", "0")),
                        1,
                        100,
                        i -> i % 4 == 2 ? 2.0 : (Object) Integer.toString(i % 4));

        assertThat(parts.count(Split.TEST, 100)).isEqualTo(25);
        assertThat(parts.count(Split.VALIDATION, 100)).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHANCE", "STRATA", "GROUPS"})
    void foldsCoverEverythingOnce(By by) {
        Optional<String> column = by == By.CHANCE ? Optional.empty() : COLUMN;
        IntFunction<Object> values = by == By.GROUPS ? i -> "user" + i % 50 : TestSplits::label;
        int[] times = new int[SIZE];
        for (int fold = 0; fold < 5; fold++) {
            SplitAssignment parts = parts(new Fold(5, fold, by, column), null, 7, SIZE, values);
            long rare = 0;
            for (int i = 0; i < SIZE; i++) {
                times[i] += parts.has(Split.TEST, i) ? 1 : 0;
                rare += parts.has(Split.TEST, i) && label(i).equals("rare") ? 1 : 0;
            }
            assertThat(parts.count(Split.TEST, SIZE))
                    .isBetween(by == By.GROUPS ? 199L : 200L, by == By.GROUPS ? 210L : 201L);
            if (by == By.STRATA) {
                assertThat(rare).isBetween(20L, 21L);
            }
        }
        assertThat(times).containsOnly(1);
    }

    @Test
    void partsThatWouldBeEmptyAreRefused() {
        assertThatThrownBy(() -> parts(null, share(0.01, By.CHANCE), 1, 10, i -> ""))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4003")
                .hasMessageContaining("m.yaml:data.validation");
        assertThatThrownBy(() -> parts(new Values("c", List.of("z")), null, 1, 10, i -> "a" + i))
                .hasMessageContaining("the test part is empty")
                .hasMessageContaining("a0, a1")
                .hasMessageContaining("fix    name values of the column in data.test.values");
        assertThatThrownBy(() -> parts(new Values("c", List.of("a")), null, 1, 10, i -> "a"))
                .hasMessageContaining("nothing is left to train on")
                .hasMessageContaining("fix    name fewer values in data.test.values");
        assertThatThrownBy(
                        () ->
                                parts(
                                        new Fold(5, 0, By.GROUPS, COLUMN),
                                        null,
                                        1,
                                        10,
                                        i -> "user" + i % 3))
                .hasMessageContaining("3 groups for 5 folds");
    }

    @Test
    void valuesThatCannotBeOrderedNameTheirRecord() {
        assertThatThrownBy(
                        () -> parts(share(0.5, By.ORDER), null, 1, 9, i -> i == 3 ? "soon" : "1"))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("t, record 4")
                .hasMessageContaining("soon");
        assertThatThrownBy(
                        () ->
                                parts(
                                        share(0.5, By.ORDER),
                                        null,
                                        1,
                                        9,
                                        i -> i == 3 ? "2024-01-31" : "1"))
                .hasMessageContaining("a number, as before");
        assertThatThrownBy(() -> parts(share(0.5, By.GROUPS), null, 1, 9, i -> null))
                .hasMessageContaining("no value");
    }
}
