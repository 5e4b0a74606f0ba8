// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Reads parts of a file. */
final class Bytes {

    private Bytes() {}

    /**
     * Returns the bytes at an offset, in little-endian order.
     *
     * @throws Damaged if the file ends before them
     */
    static ByteBuffer read(FileChannel file, long offset, int length) throws IOException {
        // check the length first, so that no memory is allocated for bytes that do not exist
        if (offset < 0 || length < 0 || offset > file.size() - length) {
            throw new Damaged("the file ends before byte %,d".formatted(offset + length));
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, offset + bytes.position()) < 0) {
                throw new Damaged("the file ends before byte %,d".formatted(offset + length));
            }
        }
        return bytes.flip();
    }
}
