// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.BlockSize;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.Parameters;
import org.junit.jupiter.api.Test;

final class TestLz4 {

    private static byte[] text() {
        Random random = new Random(5);
        byte[] text = new byte[300_000];
        int at = 0;
        while (at < text.length) {
            // what repeats near and far, runs, and what does not repeat
            int length = Math.min(1 + random.nextInt(500), text.length - at);
            int kind = at == 0 ? 2 : random.nextInt(3);
            for (int i = 0; i < length; i++) {
                int back = 1 + random.nextInt(3) + (kind == 1 ? Math.min(at, 60_000) - 1 : 0);
                text[at + i] =
                        kind == 2 || back > at
                                ? (byte) random.nextInt(256)
                                : kind == 1 ? text[at + i - Math.min(at, 60_000)] : text[at - 1];
            }
            at += length;
        }
        return text;
    }

    private static byte[] frame(byte[] text, Parameters parameters) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream lz4 = new FramedLZ4CompressorOutputStream(out, parameters)) {
            lz4.write(text);
        }
        return out.toByteArray();
    }

    @Test
    void readsBlocksThatReferToOthersAndChecksums() throws IOException {
        byte[] text = text();
        for (boolean linked : new boolean[] {true, false}) {
            byte[] frame = frame(text, new Parameters(BlockSize.K64, true, true, linked));
            assertThat(frame.length).isLessThan(text.length);
            byte[] out = new byte[text.length];
            assertThat(Lz4.decompress(frame, 0, frame.length, out)).isEqualTo(text.length);
            assertThat(out).isEqualTo(text);
            frame[frame.length - 1]++;
            assertThatExceptionOfType(Damaged.class)
                    .isThrownBy(() -> Lz4.decompress(frame, 0, frame.length, out))
                    .withMessageContaining("checksum");
        }
    }

    /** Some programs wrote a buffer in several frames: pola-rs/polars#2018. */
    @Test
    void readsSeveralFrames() throws IOException {
        byte[] frame = frame(new byte[] {1, 2, 3}, Parameters.DEFAULT);
        byte[] twice = Arrays.copyOf(frame, 2 * frame.length);
        System.arraycopy(frame, 0, twice, frame.length, frame.length);
        byte[] out = new byte[6];
        assertThat(Lz4.decompress(twice, 0, twice.length, out)).isEqualTo(6);
        assertThat(out).containsExactly(1, 2, 3, 1, 2, 3);
        assertThatExceptionOfType(Damaged.class)
                .isThrownBy(() -> Lz4.decompress(twice, 0, twice.length, new byte[5]));
    }
}
