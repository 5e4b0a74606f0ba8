// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.data.ImageValue;
import org.junit.jupiter.api.Test;

/** Maps are scaled, interpolated and laid over pictures. */
final class TestHeatMap {

    @Test
    void scalesAndInterpolates() {
        HeatMap map = HeatMap.of(new float[] {9, -1, 0, 2, 4}, 1, 2, 2);

        assertThat(map.values()).containsExactly(0, 0, 0.5f, 1);
        // centres of cells hold their values; between them it is linear, outside constant
        assertThat(map.at(0.75, 0.75)).isEqualTo(1);
        assertThat(map.at(0.75, 0.25)).isEqualTo(0.5);
        assertThat(map.at(0.5, 0.75)).isCloseTo(0.5, within(1e-9));
        assertThat(map.at(0.5, 0.5)).isCloseTo(0.375, within(1e-9));
        assertThat(map.at(1, 1)).isEqualTo(1);
        assertThat(HeatMap.of(new float[4], 0, 2, 2).values()).containsExactly(0, 0, 0, 0);
    }

    @Test
    void colourisesOnlyWhereThereIsHeat() {
        HeatMap map = HeatMap.of(new float[] {0, 1}, 0, 1, 2);
        ImageValue grey = new ImageValue(4, 1, 1, new byte[] {100, 100, 100, 100});

        ImageValue over = map.over(grey);

        assertThat(over.channels()).isEqualTo(3);
        assertThat(new int[] {over.sample(0, 0, 0), over.sample(0, 0, 2)})
                .containsExactly(100, 100);
        // red: 0.4 of 100 and 0.6 of half of 255, as the scale ends in dark red
        assertThat(over.sample(0, 3, 0)).isBetween(110, 200);
        assertThat(over.sample(0, 3, 2)).isEqualTo(40);
    }
}
