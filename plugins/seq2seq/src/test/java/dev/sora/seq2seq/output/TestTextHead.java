// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.seq2seq.text.TargetPiecesType;
import dev.sora.tensor.Signal;
import dev.sora.testkit.trial.EngineSeat;
import dev.sora.testkit.trial.KitPass;
import dev.sora.testkit.trial.TestEngine;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** The mean of the logarithms over all symbols is computed without computing all of them twice. */
final class TestTextHead {

    private static final int SYMBOLS = 200;
    private static final int SIZE = 16;

    @Test
    void theMeanIsThatOfAllSymbols() {
        check(TestEngine.here(), 1e-4f);
    }

    /** Logits of 8 significant bits must not be mixed with exact ones: these differ by 0.1. */
    @Test
    void theMeanIsThatOfAllSymbolsInMixedPrecision() {
        check(
                TestEngine.reduced()
                        .orElseThrow(
                                () -> new TestAbortedException("the engine has one precision")),
                0.02f);
    }

    /** Scores every symbol after the same step, so that the mean of the scores is known. */
    private static void check(EngineSeat seat, float tolerance) {
        try (NDManager manager = seat.newManager()) {
            Random random = new Random(7);
            NDArray step = manager.create(drawn(random, SIZE, 3), new Shape(1, 1, SIZE));
            NDArray decoded = step.mul(manager.ones(new Shape(1, SYMBOLS, 1)));
            NDArray lengths = manager.create(new int[] {SYMBOLS});
            NDArray next = manager.arange(0, SYMBOLS, 1, DataType.INT32).reshape(1, SYMBOLS);
            List<Signal> inputs =
                    List.of(
                            Signal.sequence(decoded, lengths),
                            Signal.sequence(next, lengths).with(TargetPiecesType.NEXT, next));
            Map<String, NDArray> parameters =
                    Map.of(
                            "weight",
                            manager.create(
                                    drawn(random, SYMBOLS * SIZE, 3), new Shape(SYMBOLS, SIZE)),
                            "bias",
                            manager.create(drawn(random, SYMBOLS, 1)));
            KitPass pass = new KitPass(false, manager, parameters, 1, seat.engine());
            TextHead head = new TextHead(true);
            Signal scored =
                    seat.precision()
                            .map(mixed -> mixed.reduced(() -> head.forward(inputs, pass)))
                            .orElseGet(() -> head.forward(inputs, pass));
            NDArray values = scored.values().reshape(SYMBOLS, 2);
            float mean = values.get(":, 0").mean().getFloat();

            for (float found : values.get(":, 1").toFloatArray()) {
                assertThat(found).isCloseTo(mean, within(tolerance));
            }
        }
    }

    private static float[] drawn(Random random, int count, float size) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian() * size;
        }
        return values;
    }
}
