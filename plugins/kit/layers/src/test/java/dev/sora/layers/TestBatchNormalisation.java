// SPDX-License-Identifier: Apache-2.0
package dev.sora.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Pass;
import dev.sora.particle.PassMode;
import dev.sora.testkit.Workbench;
import dev.sora.testkit.trial.KitPass;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TestBatchNormalisation {

    private static final BatchNormalisation NORM = BatchNormalisation.DEFAULT;

    private final Workbench bench = new Workbench();

    @AfterEach
    void close() {
        bench.close();
    }

    /** Statistics that are far from 0 and 1, and a variance near 0. */
    private Pass pass(boolean training) {
        return bench.pass(
                training,
                Map.of(
                        "scale", bench.manager().create(new float[] {2, -1, 0.5f}),
                        "offset", bench.manager().create(new float[] {1, -3, 0}),
                        "running_mean", bench.manager().create(new float[] {4, -2, 0.25f}),
                        "running_variance", bench.manager().create(new float[] {9, 0.25f, 1e-6f})));
    }

    @Test
    void foldedWeightsGiveTheNormalisedValues() {
        NDArray values = bench.numbers(5, 4);
        NDArray weight = bench.numbers(3, 4);
        NDArray bias = bench.manager().create(new float[] {7, -1, 0.5f});

        for (NDArray own : new NDArray[] {null, bias}) {
            NDArray plain = values.matMul(weight.transpose());
            NDArray normalised = NORM.apply(own == null ? plain : plain.add(own), pass(false));
            NDList folded = NORM.folded(weight, own, pass(false));

            NDArray atOnce = values.matMul(folded.get(0).transpose()).add(folded.get(1));

            float largest = normalised.abs().max().getFloat();
            assertThat(atOnce.sub(normalised).abs().max().getFloat()).isLessThan(largest * 1e-5f);
        }
    }

    /** Predictions may share what is folded. */
    @Test
    void predictionsFoldTheSameAsEvaluations() {
        NDArray weight = bench.numbers(3, 4);
        NDArray bias = bench.manager().create(new float[] {7, -1, 0.5f});
        KitPass evaluation = (KitPass) pass(false);
        Pass prediction =
                new KitPass(
                        PassMode.PREDICT,
                        evaluation.manager(),
                        evaluation.parameters(),
                        "",
                        evaluation.random(),
                        evaluation.engine(),
                        Set.of("running_mean", "running_variance"));

        for (NDArray own : new NDArray[] {null, bias}) {
            NDList expected = NORM.folded(weight, own, evaluation);
            NDList folded = NORM.folded(weight, own, prediction);

            for (int i = 0; i < 2; i++) {
                assertThat(folded.get(i).toFloatArray()).isEqualTo(expected.get(i).toFloatArray());
            }
        }
    }

    @Test
    void foldsWhereValuesOutnumberWeightsOutsideOfTraining() {
        NDArray weight = bench.manager().ones(new Shape(3, 4));
        NDArray many = bench.manager().ones(new Shape(3, 4));
        NDArray few = bench.manager().ones(new Shape(2, 4));

        assertThat(BatchNormalisation.folds(many, weight, pass(false))).isTrue();
        assertThat(BatchNormalisation.folds(few, weight, pass(false))).isFalse();
        assertThat(BatchNormalisation.folds(many, weight, pass(true))).isFalse();
        assertThatThrownBy(() -> NORM.folded(weight, null, pass(true)))
                .isInstanceOf(IllegalStateException.class);
    }
}
