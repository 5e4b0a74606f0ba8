// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.exhibit.Exhibit;
import dev.sora.exhibit.Gallery;
import dev.sora.exhibit.Matrix;
import dev.sora.exhibit.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What classes have to show, and how outcomes are joined and chosen from. */
final class TestClassExhibits {

    @Test
    void scoresEachClassByItsCounts() {
        List<Table.Row> rows =
                ClassTables.scores(
                                List.of("a", "b", "never"),
                                new long[] {8, 9, 0},
                                new long[] {9, 11, 0},
                                new long[] {10, 10, 0})
                        .rows();

        assertThat(rows.get(0).values().get(0)).isCloseTo(8.0 / 9, within(1e-12));
        assertThat(rows.get(0).values().get(1)).isCloseTo(0.8, within(1e-12));
        assertThat(rows.get(0).values().get(2)).isCloseTo(16.0 / 19, within(1e-12));
        assertThat(rows.get(0).values().get(3)).isEqualTo(10);
        assertThat(rows.get(2)).isEqualTo(Table.Row.of("never", 0.0, 0.0, 0.0, 0.0));
    }

    @Test
    void countsPairsOfMoreClassesThan32BitsNumber() {
        int size = 46_341;
        long[][] counts = new long[size][];
        // one row of zeros serves all classes that are never right
        Arrays.fill(counts, new long[size]);
        counts[size - 1] = new long[size];
        counts[size - 1][size - 1] = 3;
        counts[size - 1][0] = 2;
        List<String> classes = IntStream.range(0, size).mapToObj(Integer::toString).toList();

        Matrix matrix = Matrix.ofConfusion(classes, counts);

        assertThat(matrix.at(size - 1, size - 1)).isEqualTo(3);
        assertThat(matrix.at(size - 1, 0)).isEqualTo(2);
        assertThat(matrix.at(0, 0)).isZero();
    }

    /** Records of the classes a and b, each with the probability of b. */
    private static ClassOutcome outcome(int[] targets, float... second) {
        float[] probabilities = new float[2 * second.length];
        for (int i = 0; i < second.length; i++) {
            probabilities[2 * i] = 1 - second[i];
            probabilities[2 * i + 1] = second[i];
        }
        return ClassOutcome.of(List.of("a", "b"), probabilities, targets);
    }

    @Test
    void choosesConfidentMistakesAndHitsOfEveryClass() {
        ClassOutcome outcome =
                outcome(new int[] {0, 0, 0, 1, 1, 0}, 0.1f, 0.6f, 0.2f, 0.7f, 0.01f, 0.6f);

        List<Gallery> galleries = galleries(outcome.exhibits(6));

        assertThat(numbers(galleries.get(0))).containsExactly(4, 1, 5);
        assertThat(numbers(galleries.get(1))).containsExactly(0, 3, 2);
        assertThat(galleries).extracting(Gallery::total).containsExactly(3L, 3L);
        assertThat(galleries.get(0).items().get(0).truth()).isEqualTo("b");
        assertThat(galleries.get(0).items().get(0).said()).isEqualTo("a");
    }

    @Test
    void namesNoRecordThatCannotBeShown() {
        ClassOutcome outcome = outcome(new int[] {0, 0, 0}, 0.9f, 0.9f, 0.9f);

        Gallery mistakes = galleries(outcome.exhibits(2)).get(0);

        assertThat(numbers(mistakes)).containsExactly(0, 1);
        assertThat(mistakes.total()).isEqualTo(3);
    }

    @Test
    void showsOfPartsThatAreJoinedWhatTheWholeShows() {
        ClassOutcome whole = outcome(new int[] {0, 1, 1, 0}, 0.1f, 0.6f, 0.2f, 0.7f);
        ClassOutcome first = outcome(new int[] {0}, 0.1f);
        ClassOutcome second = outcome(new int[] {1, 1}, 0.6f, 0.2f);
        ClassOutcome third = outcome(new int[] {0}, 0.7f);

        ClassOutcome joined = first.joined(List.of(second, third));

        assertThat(joined.exhibits(4)).isEqualTo(whole.exhibits(4));
        assertThat(joined.chosen(new int[] {3, 3}).targets()).containsExactly(0, 0);
        assertThat(joined.chosen(new int[] {3, 1}).probabilities())
                .containsExactly(
                        third.probabilities()[0], third.probabilities()[1], 1 - 0.6f, 0.6f);
        assertThat(joined.constant().orElseThrow().probabilities()).containsOnly(0.5f);
        assertThat(joined.exhibits(4).get(0))
                .isEqualTo(Matrix.ofConfusion(List.of("a", "b"), new long[][] {{1, 1}, {1, 1}}));
    }

    /** A full matrix of so many classes would take 80 GB. */
    @Test
    void holdsOfVeryManyClassesThePairsThatOccur() {
        int size = 100_000;
        List<String> classes = IntStream.range(0, size).mapToObj(i -> "c" + i).toList();
        float[] probabilities = new float[3 * size];
        probabilities[99_999] = 1;
        probabilities[size + 7] = 1;
        probabilities[2 * size + 7] = 1;
        ClassOutcome outcome =
                ClassOutcome.of(classes, probabilities, new int[] {99_999, 99_998, 99_998});

        Matrix matrix = (Matrix) outcome.exhibits(3).get(0);

        List<String> cells = new ArrayList<>();
        matrix.forEach((row, column, value) -> cells.add(row + " " + column + " " + value));
        assertThat(cells).containsExactly("99998 7 2.0", "99999 99999 1.0");
        assertThat(matrix.at(99_998, 7)).isEqualTo(2);
        assertThat(matrix.at(7, 99_998)).isZero();
    }

    @Test
    void joinsAndChoosesNumbers() {
        NumberOutcome joined =
                NumberOutcome.of(new double[] {1}, new double[] {2})
                        .joined(List.of(NumberOutcome.of(new double[] {3}, new double[] {4})));

        assertThat(joined.predicted()).containsExactly(1, 3);
        assertThat(joined.targets()).containsExactly(2, 4);
        assertThat(joined.chosen(new int[] {1, 1}).targets()).containsExactly(4, 4);
        assertThat(joined.constant().orElseThrow().predicted()).containsExactly(3, 3);
    }

    private static List<Gallery> galleries(List<Exhibit> exhibits) {
        return exhibits.stream()
                .filter(Gallery.class::isInstance)
                .map(Gallery.class::cast)
                .toList();
    }

    private static List<Integer> numbers(Gallery gallery) {
        return gallery.items().stream().map(item -> item.record().orElseThrow()).toList();
    }
}
