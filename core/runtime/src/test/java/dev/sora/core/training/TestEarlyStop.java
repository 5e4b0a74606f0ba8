// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.plan.TrainingPlan.EarlyStopping;
import org.junit.jupiter.api.Test;

final class TestEarlyStop {

    private static EarlyStop watch(boolean higherIsBetter, int patience, double minDelta) {
        return new EarlyStop(new EarlyStopping("figure", higherIsBetter, patience, minDelta, true));
    }

    @Test
    void stopsAfterThatManyEpochsWithoutABetterOne() {
        EarlyStop loss = watch(false, 2, 0);

        assertThat(loss.accept(1, 1.0)).isTrue();
        assertThat(loss.accept(2, 0.5)).isTrue();
        assertThat(loss.accept(3, 0.5)).isFalse();
        assertThat(loss.shouldStop()).isFalse();
        assertThat(loss.accept(4, 0.7)).isFalse();
        assertThat(loss.shouldStop()).isTrue();
        assertThat(loss.bestEpoch()).isEqualTo(2);
        assertThat(loss.best()).isEqualTo(0.5);
    }

    @Test
    void countsAnewFromABetterEpoch() {
        EarlyStop accuracy = watch(true, 2, 0);
        accuracy.accept(1, 0.8);
        accuracy.accept(2, 0.7);

        assertThat(accuracy.accept(3, 0.9)).isTrue();
        accuracy.accept(4, 0.85);

        assertThat(accuracy.shouldStop()).isFalse();
        assertThat(accuracy.bestEpoch()).isEqualTo(3);
    }

    @Test
    void takesNoSmallGainForABetterEpoch() {
        EarlyStop accuracy = watch(true, 1, 0.1);
        accuracy.accept(1, 0.8);

        assertThat(accuracy.accept(2, 0.85)).isFalse();
        assertThat(accuracy.shouldStop()).isTrue();
    }

    @Test
    void takesNoMissingFigureForABetterEpoch() {
        EarlyStop loss = watch(false, 2, 0);

        assertThat(loss.accept(1, Double.NaN)).isFalse();
        assertThat(loss.accept(2, 3.0)).isTrue();
        assertThat(loss.accept(3, Double.NaN)).isFalse();
        assertThat(loss.bestEpoch()).isEqualTo(2);
    }

    @Test
    void countsNoEpochAgainstAFigureThatItDoesNotDefine() {
        EarlyStop auc = watch(true, 2, 0);
        for (int epoch = 1; epoch <= 5; epoch++) {
            auc.accept(epoch, epoch == 2 ? 0.7 : Double.NaN);
        }
        auc.accept(6, Double.POSITIVE_INFINITY);

        assertThat(auc.shouldStop()).isFalse();
        assertThat(auc.undefined()).isEqualTo(5);
        assertThat(auc.bestEpoch()).isEqualTo(2);
        assertThat(auc.monitored()).containsExactly(-0.7);
        auc.accept(7, 0.6);
        auc.accept(8, 0.6);
        assertThat(auc.shouldStop()).isTrue();
    }

    @Test
    void hasNoBestEpochWhereTheFigureIsNeverDefined() {
        EarlyStop auc = watch(true, 1, 0);
        auc.accept(1, Double.NaN);
        auc.accept(2, Double.NaN);

        assertThat(auc.shouldStop()).isFalse();
        assertThat(auc.bestEpoch()).isZero();
    }

    @Test
    void turnsFiguresSoThatLowerIsBetter() {
        EarlyStop accuracy = watch(true, 3, 0);
        accuracy.accept(1, 0.25);
        accuracy.accept(2, 0.5);

        assertThat(accuracy.monitored()).containsExactly(-0.25, -0.5);
    }
}
