// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.digits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.vision.Reading;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TestDrawnDigits {

    @Test
    void areTheSameOnEveryMachine() throws NoSuchAlgorithmException {
        assertThat(digest(draw(1000, 1, 28)))
                .isEqualTo("e1e4a33da6cbb0ae56f686df3533872bf50f9b71282709a4ff25387b448774f9");
    }

    @Test
    void changeWithTheSeedOnly() throws NoSuchAlgorithmException {
        assertThat(digest(draw(50, 1, 28))).isEqualTo(digest(draw(50, 1, 28)));
        assertThat(digest(draw(50, 1, 28))).isNotEqualTo(digest(draw(50, 2, 28)));
        List<DataRecord> few = draw(50, 3, 28);
        List<DataRecord> many = draw(80, 3, 28);
        for (int i = 0; i < 50; i++) {
            assertThat(image(few.get(i)).samples()).isEqualTo(image(many.get(i)).samples());
        }
    }

    @Test
    void areBalanced() {
        long[] counts = new long[10];
        for (DataRecord record : draw(1003, 1, 28)) {
            counts[record.get("label", Long.class).intValue()]++;
        }
        for (long count : counts) {
            assertThat(count).isBetween(100L, 101L);
        }
    }

    @Test
    void areCentredAndWhiteOnBlack() {
        for (int size : new int[] {14, 28, 64}) {
            for (DataRecord record : draw(200, 5, size)) {
                ImageValue image = image(record);
                assertThat(image.width()).isEqualTo(size);
                double mass = 0;
                double x = 0;
                double y = 0;
                for (int row = 0; row < size; row++) {
                    for (int column = 0; column < size; column++) {
                        int ink = image.sample(row, column, 0);
                        mass += ink;
                        x += ink * (column + 0.5);
                        y += ink * (row + 0.5);
                    }
                }
                assertThat(mass / 255 / size / size).isBetween(0.02, 0.5);
                assertThat(x / mass).isBetween(size / 2.0 - 1.5, size / 2.0 + 1.5);
                assertThat(y / mass).isBetween(size / 2.0 - 1.5, size / 2.0 + 1.5);
            }
        }
    }

    private static List<DataRecord> draw(long samples, long seed, long size) {
        return Reading.all("drawn-digits", Map.of("samples", samples, "seed", seed, "size", size));
    }

    private static ImageValue image(DataRecord record) {
        return record.get("image", ImageValue.class);
    }

    private static String digest(List<DataRecord> records) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (DataRecord record : records) {
            digest.update(image(record).samples());
            digest.update(record.get("label", Long.class).byteValue());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
