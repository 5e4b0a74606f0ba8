// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import dev.sora.particle.AnswerPart;
import dev.sora.problem.DataException;
import dev.sora.tensor.Signal;
import dev.sora.testkit.Workbench;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The score of a text is that of the whole text, with its end. */
final class TestTextScore {

    /** Padding after the end of a short text does not count; a cut text has no end. */
    @Test
    void onlyAWholeTextHasAScore() {
        try (Workbench bench = new Workbench()) {
            for (int[] whole : new int[][] {{5, 6, 2}, {5, 2, 0}}) {
                Signal own = prediction(bench, whole);
                float[] values = own.values().toFloatArray();
                double sum = 0;
                for (int i = 0; i < values.length; i += 2) {
                    sum += values[i];
                }
                float score = TextScore.of(new AnswerPart(own, "")).numbers().apply(own).getFloat();
                assertThat(score).isCloseTo((float) sum, within(1e-5f));
            }
            for (int[] cut : new int[][] {{5, 6, 7}, {5, 6, 0}}) {
                AnswerPart part = new AnswerPart(prediction(bench, cut), "");
                assertThatThrownBy(() -> TextScore.of(part))
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining("SORA-4392");
            }
        }
    }

    /** Returns a prediction of a record as part of a batch with a text of three steps. */
    private static Signal prediction(Workbench bench, int... next) {
        int steps = (int) Arrays.stream(next).filter(symbol -> symbol != 0).count();
        return TextScore.with(
                bench.sequences(3, 2, steps),
                bench.manager().create(next, new Shape(1, 3)),
                bench.pass(false, Map.of()));
    }
}
