// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import dev.sora.exhibit.Exhibit;
import dev.sora.exhibit.Gallery;
import dev.sora.exhibit.Gallery.Item;
import dev.sora.exhibit.Gallery.Likely;
import dev.sora.exhibit.Tone;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Selects the records of a gallery: confident mistakes, and right predictions of every class. */
final class ClassExamples {

    /** The greatest number of mistakes shown. */
    private static final int WRONG = 48;

    /** The greatest number of right predictions shown, as examples of the data. */
    private static final int RIGHT = 24;

    private static final int LIKELIEST = 3;

    private final ClassOutcome outcome;
    private final int[] predicted;
    private final int shown;

    private ClassExamples(ClassOutcome outcome, int shown) {
        this.outcome = outcome;
        this.shown = shown;
        this.predicted = IntStream.range(0, outcome.size()).map(outcome::predicted).toArray();
    }

    /** Returns the mistakes, most confident first, and right predictions of each class in turn. */
    static List<Exhibit> of(ClassOutcome outcome, int shown) {
        ClassExamples all = new ClassExamples(outcome, shown);
        int[] wrong = all.where(i -> all.predicted[i] != outcome.targets()[i]);
        int[] right = all.where(i -> all.predicted[i] == outcome.targets()[i]);
        return List.of(
                Gallery.of(
                        "Mistakes, most confident first",
                        Tone.BAD,
                        wrong.length,
                        all.confident(wrong).stream().map(all::item).toList()),
                Gallery.of(
                        "Right",
                        Tone.GOOD,
                        right.length,
                        all.inTurn(right).stream().map(all::item).toList()));
    }

    private int[] where(IntPredicate condition) {
        return IntStream.range(0, predicted.length).filter(condition).toArray();
    }

    private List<Integer> confident(int[] wrong) {
        return IntStream.of(wrong)
                .filter(i -> i < shown)
                .boxed()
                .sorted(
                        Comparator.comparingDouble(
                                i -> -(double) outcome.probability(i, predicted[i])))
                .limit(WRONG)
                .toList();
    }

    /** Returns the first record of every class, then the second of every class, up to the limit. */
    private List<Integer> inTurn(int[] hits) {
        TreeMap<Integer, Integer> seen = new TreeMap<>();
        record Placed(int round, int label, int index) {}
        return IntStream.of(hits)
                .filter(i -> i < shown)
                .mapToObj(
                        i -> new Placed(seen.merge(predicted[i], 1, Integer::sum), predicted[i], i))
                .sorted(Comparator.comparingInt(Placed::round).thenComparingInt(Placed::label))
                .limit(RIGHT)
                .map(Placed::index)
                .toList();
    }

    private Item item(int record) {
        List<Likely> mostProbable =
                IntStream.range(0, outcome.classes().size())
                        .boxed()
                        .sorted(Comparator.comparingDouble(label -> -outcome.score(record, label)))
                        .limit(LIKELIEST)
                        .map(
                                label ->
                                        Likely.of(
                                                outcome.classes().get(label),
                                                outcome.probability(record, label)))
                        .toList();
        return Item.ofRecord(record)
                .judged(
                        outcome.classes().get(predicted[record]),
                        outcome.classes().get(outcome.targets()[record]))
                .withLikely(mostProbable);
    }
}
