// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;
import dev.sora.testkit.Workbench;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The partition function, the loss and the best tags against all sequences of tags. */
final class TestCrf {

    private static final int TAGS = 3;
    private static final int[] LENGTHS = {4, 1, 3};
    private static final int STEPS = 4;

    private final Random random = new Random(11);
    private final float[] scores = numbers(LENGTHS.length * STEPS * TAGS);
    private final float[] steps = numbers(TAGS * TAGS);
    private final float[] first = numbers(TAGS);
    private final float[] last = numbers(TAGS);

    private float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) (2 * random.nextGaussian());
        }
        return numbers;
    }

    /** Returns the tags that a number stands for, in the base of their count. */
    private static int[] sequence(int number, int length) {
        int[] tags = new int[length];
        for (int t = 0, rest = number; t < length; t++, rest /= TAGS) {
            tags[t] = rest % TAGS;
        }
        return tags;
    }

    private double score(int record, int[] tags) {
        double score = first[tags[0]] + last[tags[tags.length - 1]];
        for (int t = 0; t < tags.length; t++) {
            score += scores[(record * STEPS + t) * TAGS + tags[t]];
            score += t == 0 ? 0 : steps[tags[t - 1] * TAGS + tags[t]];
        }
        return score;
    }

    @Test
    void partitionLossAndBestTagsAreThoseOfAllSequences() {
        int[] right = {2, 0, 1, 1, 0, 0, 0, 0, 1, 2, 2, 0};
        try (Workbench bench = new Workbench()) {
            Signal signal =
                    Signal.sequence(
                            bench.manager().create(scores, new Shape(LENGTHS.length, STEPS, TAGS)),
                            bench.manager().create(LENGTHS));
            Map<String, NDArray> parameters =
                    Map.of(
                            Crf.STEPS, bench.manager().create(steps),
                            Crf.FIRST, bench.manager().create(first),
                            Crf.LAST, bench.manager().create(last));
            Pass pass = bench.pass(true, parameters);
            NDArray tags = bench.manager().create(right, new Shape(LENGTHS.length, STEPS));

            float[] partition = Crf.partition(signal.masked(), pass).toFloatArray();
            float[] loss = Crf.loss(signal.masked(), tags, pass).toFloatArray();

            Viterbi viterbi = new Viterbi(steps, first, last);
            for (int record = 0; record < LENGTHS.length; record++) {
                int length = LENGTHS[record];
                double sum = 0;
                int[] best = new int[length];
                int all = (int) Math.pow(TAGS, length);
                for (int number = 0; number < all; number++) {
                    int[] some = sequence(number, length);
                    sum += Math.exp(score(record, some));
                    best = score(record, some) > score(record, best) ? some : best;
                }
                assertThat((double) partition[record]).isCloseTo(Math.log(sum), within(1e-4));
                int[] own = Arrays.copyOfRange(right, record * STEPS, record * STEPS + length);
                assertThat((double) loss[record])
                        .isCloseTo(Math.log(sum) - score(record, own), within(1e-4));
                int[] decoded = new int[length];
                viterbi.decode(scores, record * STEPS * TAGS, length, decoded, 0);
                assertThat(decoded).isEqualTo(best);
            }
        }
    }

    /** Scores of thousands stay finite. */
    @Test
    void largeScoresDoNotOverflow() {
        try (Workbench bench = new Workbench()) {
            NDArray values = bench.manager().create(scores, new Shape(LENGTHS.length, STEPS, TAGS));
            Signal signal =
                    Signal.sequence(values.mul(2000), bench.manager().create(LENGTHS)).masked();
            Map<String, NDArray> parameters =
                    Map.of(
                            Crf.STEPS, bench.manager().zeros(new Shape(TAGS * TAGS)),
                            Crf.FIRST, bench.manager().zeros(new Shape(TAGS)),
                            Crf.LAST, bench.manager().zeros(new Shape(TAGS)));

            float[] partition = Crf.partition(signal, bench.pass(true, parameters)).toFloatArray();

            double expected = 0;
            for (int t = 0; t < STEPS; t++) {
                double most = Double.NEGATIVE_INFINITY;
                for (int tag = 0; tag < TAGS; tag++) {
                    most = Math.max(most, 2000.0 * scores[t * TAGS + tag]);
                }
                expected += most;
            }
            assertThat((double) partition[0]).isCloseTo(expected, within(1.0));
        }
    }
}
