// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.Tiling;
import dev.sora.data.ImageValue;
import dev.sora.problem.SoraException;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TestPictureTile {

    private static ImageValue picture(int width, int height) {
        byte[] samples = new byte[width * height];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i % width + 3 * (i / width));
        }
        return new ImageValue(width, height, 1, samples);
    }

    @Test
    void tilesCoverThePictureAndOverlap() {
        ImageValue picture = picture(101, 47);

        List<PictureTile> tiles = PictureTile.of(picture, new Tiling(32, 32, 0.25));

        assertThat(tiles.get(0)).isEqualTo(new PictureTile(0, 0, 101, 47));
        BitSet covered = new BitSet();
        for (PictureTile tile : tiles.subList(1, tiles.size())) {
            ImageValue part = tile.cut(picture);
            assertThat(part.width()).isEqualTo(32);
            for (int y = 0; y < part.height(); y++) {
                for (int x = 0; x < part.width(); x++) {
                    covered.set((tile.top() + y) * 101 + tile.left() + x);
                    assertThat(part.sample(y, x, 0))
                            .isEqualTo(picture.sample(tile.top() + y, tile.left() + x, 0));
                }
            }
        }
        assertThat(covered.cardinality()).isEqualTo(101 * 47);
        assertThat(tiles.stream().filter(tile -> tile.top() == 0).map(PictureTile::left).toList())
                .containsExactly(0, 0, 23, 46, 69);
    }

    @Test
    void aSmallPictureIsOnePart() {
        assertThat(PictureTile.of(picture(32, 20), new Tiling(32, 32, 0.2))).hasSize(1);
        assertThat(PictureTile.of(picture(20, 40), new Tiling(32, 32, 0)))
                .containsExactly(
                        new PictureTile(0, 0, 20, 40),
                        new PictureTile(0, 0, 20, 32),
                        new PictureTile(0, 8, 20, 32));
    }

    @Test
    void refusesSizesThatDoNotFit() {
        assertThatThrownBy(() -> new Tiling(8, 32, 0.2))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-4480");
        assertThatThrownBy(() -> new Tiling(32, 32, Double.NaN))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-4480");
    }
}
