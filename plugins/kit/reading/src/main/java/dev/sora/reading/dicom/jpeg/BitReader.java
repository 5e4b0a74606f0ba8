// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom.jpeg;

import java.nio.ByteBuffer;

/**
 * Reads bits of a scan, the most significant first. After a byte of ones, JPEG has a byte of zeros
 * and JPEG-LS a bit of zero, which separate data from markers.
 */
final class BitReader {

    private final ByteBuffer data;
    private final boolean stuffsBits;
    private long window;
    private int held;
    private boolean afterOnes;

    BitReader(ByteBuffer data, boolean stuffsBits) {
        this.data = data;
        this.stuffsBits = stuffsBits;
    }

    /** Reads at most 32 bits. */
    int read(int count) throws JpegException {
        while (held < count) {
            fill();
        }
        held -= count;
        return (int) (window >>> held & (1L << count) - 1);
    }

    /** Returns a difference of a category (ITU-T T.81, F.2.2.1). */
    int difference(int category) throws JpegException {
        if (category == 0) {
            return 0;
        }
        int value = read(category);
        return value < 1 << category - 1 ? value - (1 << category) + 1 : value;
    }

    private void fill() throws JpegException {
        if (!data.hasRemaining()) {
            throw JpegException.damaged("the end of the data within a scan");
        }
        int next = data.get() & 0xff;
        if (stuffsBits) {
            if (afterOnes && next > 0x7f) {
                throw JpegException.damaged("a marker within a scan");
            }
            window = window << (afterOnes ? 7 : 8) | next;
            held += afterOnes ? 7 : 8;
            afterOnes = next == 0xff;
            return;
        }
        if (next == 0xff) {
            int after = data.hasRemaining() ? data.get() & 0xff : 0xd9;
            if (after != 0) {
                throw JpegException.damaged("a marker within a scan");
            }
        }
        window = window << 8 | next;
        held += 8;
    }

    /** Drops the bits up to a restart marker, and passes it. */
    void restart() throws JpegException {
        held = 0;
        if (data.remaining() < 2 || (data.get() & 0xff) != 0xff || (data.get() & 0xf8) != 0xd0) {
            throw JpegException.damaged("no restart marker where one is due");
        }
    }
}
