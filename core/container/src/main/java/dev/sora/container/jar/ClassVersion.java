// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.jar;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads the Java release that a class file needs. */
public final class ClassVersion {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int FIRST = 44;

    private ClassVersion() {}

    /**
     * Reads the beginning of a class file.
     *
     * @return the Java release, such as 17; 0 if the stream is not a class file
     * @throws IOException if the stream cannot be read
     */
    public static int release(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        try {
            if (data.readInt() != MAGIC) {
                return 0;
            }
            data.readUnsignedShort();
            return Math.max(0, data.readUnsignedShort() - FIRST);
        } catch (EOFException e) {
            return 0;
        }
    }
}
