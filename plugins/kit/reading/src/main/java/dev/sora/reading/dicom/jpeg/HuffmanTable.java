// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom.jpeg;

import java.nio.ByteBuffer;

/** A Huffman code (ITU-T T.81, annexes C and F.2.2.3). */
final class HuffmanTable {

    private static final int LONGEST = 16;

    private final int[] greatest = new int[LONGEST + 1];
    private final int[] offset = new int[LONGEST + 1];
    private final int[] values;

    private HuffmanTable(int[] values) {
        this.values = values;
    }

    static HuffmanTable read(ByteBuffer body) throws JpegException {
        int[] counts = new int[LONGEST + 1];
        int all = 0;
        for (int length = 1; length <= LONGEST; length++) {
            counts[length] = body.get() & 0xff;
            all += counts[length];
        }
        HuffmanTable table = new HuffmanTable(new int[all]);
        for (int i = 0; i < all; i++) {
            table.values[i] = body.get() & 0xff;
        }
        int code = 0;
        int at = 0;
        for (int length = 1; length <= LONGEST; length++) {
            table.offset[length] = at - code;
            code += counts[length];
            at += counts[length];
            table.greatest[length] = counts[length] == 0 ? -1 : code - 1;
            if (code > 1 << length) {
                throw JpegException.damaged("a Huffman code with too many words");
            }
            code <<= 1;
        }
        return table;
    }

    /** Reads one value. */
    int decode(BitReader bits) throws JpegException {
        int code = 0;
        for (int length = 1; length <= LONGEST; length++) {
            code = code << 1 | bits.read(1);
            if (code <= greatest[length]) {
                return values[code + offset[length]];
            }
        }
        throw JpegException.damaged("bits that are no Huffman code");
    }
}
