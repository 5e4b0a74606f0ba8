// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class TestThumbnail {

    @Test
    void keepsSmallPicturesAsTheyAre() throws IOException {
        BufferedImage picture =
                read(Thumbnail.png(new byte[] {0, 50, 100, (byte) 200, 7, 9}, 2, 3, 1));

        assertThat(picture.getWidth()).isEqualTo(3);
        assertThat(picture.getHeight()).isEqualTo(2);
        assertThat(picture.getRaster().getSample(0, 1, 0)).isEqualTo(200);
    }

    @Test
    void writesColoursInTheirOrder() throws IOException {
        BufferedImage picture = read(Thumbnail.png(new byte[] {(byte) 255, 16, 32}, 1, 1, 3));

        assertThat(picture.getRGB(0, 0)).isEqualTo(0xFFFF1020);
    }

    @Test
    void averagesLargePicturesDown() throws IOException {
        byte[] pixels = new byte[301 * 500];
        for (int index = 0; index < pixels.length; index++) {
            pixels[index] = (byte) (index % 2 == 0 ? 0 : 200);
        }
        Arrays.fill(pixels, 0, 500, (byte) 100);

        BufferedImage picture = read(Thumbnail.png(pixels, 301, 500, 1));

        assertThat(picture.getWidth()).isEqualTo(83);
        assertThat(picture.getHeight()).isEqualTo(50);
        assertThat(picture.getRaster().getSample(40, 25, 0)).isBetween(80, 120);
    }

    @Test
    void refusesChannelsThatMakeNoPicture() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Thumbnail.png(new byte[2], 1, 1, 2))
                .withMessage("no picture has 2 channels");
    }

    private static BufferedImage read(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
