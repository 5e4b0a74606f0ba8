// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TestMaskFile {

    /** Three columns of two pixels: the first is of class 0, the rest of class 2. */
    @Test
    void paintsTheRunsOfEachClass() throws IOException {
        Map<String, Object> shares = new LinkedHashMap<>();
        List.of("ground", "tree", "sky").forEach(name -> shares.put(name, 0.1));
        List<Integer> size = List.of(2, 3);
        Map<String, Object> values =
                Map.of(
                        "size",
                        size,
                        "shares",
                        shares,
                        "masks",
                        Map.of(
                                "ground", Map.of("size", size, "counts", List.of(0L, 2L, 4L)),
                                "sky", Map.of("size", size, "counts", List.of(2L, 4L))));

        BufferedImage read = Pictures.read(MaskFile.of(values).orElseThrow());

        assertThat(read.getRaster().getPixels(0, 0, 3, 2, (int[]) null))
                .containsExactly(0, 2, 2, 0, 2, 2);
        // the colours of Pascal VOC
        assertThat(read.getRGB(0, 0)).isEqualTo(0xff000000);
        assertThat(read.getRGB(1, 0)).isEqualTo(0xff008000);
        assertThat(MaskFile.of(Map.of("masks", "none"))).isEmpty();
    }
}
