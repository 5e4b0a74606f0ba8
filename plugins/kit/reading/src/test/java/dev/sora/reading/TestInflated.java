// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.DataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class TestInflated {

    @Test
    void decompressesWhatIsCompressed() throws IOException {
        byte[] plain = {1, 2, 3};

        assertThat(Inflated.of(new ByteArrayInputStream(plain)).readAllBytes()).isEqualTo(plain);
        assertThat(Inflated.of(new ByteArrayInputStream(gz(plain))).readAllBytes())
                .isEqualTo(plain);
        assertThat(Inflated.of(new ByteArrayInputStream(new byte[0])).readAllBytes()).isEmpty();
    }

    @Test
    void endsWhatGrowsBeyondReason() throws IOException {
        // a ratio of a thousand; up to the size of the last argument, any ratio is accepted
        InputStream zeros = new ByteArrayInputStream(new byte[1 << 20]);
        InputStream bomb = new Inflated.Guard(zeros, () -> 1024, 1 << 16);

        assertThatThrownBy(bomb::readAllBytes)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4119");
        InputStream small = new ByteArrayInputStream(new byte[1 << 16]);
        assertThat(new Inflated.Guard(small, () -> 1, 1 << 16).readAllBytes()).hasSize(1 << 16);
    }

    private static byte[] gz(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return compressed.toByteArray();
    }
}
