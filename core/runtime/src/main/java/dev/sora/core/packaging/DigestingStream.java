// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.Digests;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.zip.CRC32;

/** Counts and digests the bytes of a stream. */
final class DigestingStream {

    private final CRC32 crc = new CRC32();
    private final MessageDigest digest = Digests.newDigest();
    private long size;

    void add(byte[] bytes, int offset, int length) {
        crc.update(bytes, offset, length);
        digest.update(bytes, offset, length);
        size += length;
    }

    long size() {
        return size;
    }

    /** Completes the measurement. */
    Measure measure() {
        return new Measure(size, crc.getValue(), Digests.hex(digest));
    }

    /** Returns a stream that measures what it passes on. */
    OutputStream into(OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                add(bytes, offset, length);
                out.write(bytes, offset, length);
            }
        };
    }
}
