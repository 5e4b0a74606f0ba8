// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.jar;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Checks the end record of a zip file, which states the size of the directory. This is done first,
 * because the JDK reads the whole directory into memory.
 */
final class JarTail {

    private static final int SIGNATURE = 0x06054b50;
    private static final int BYTES = 22;
    private static final int COMMENT = 0xFFFF;

    private JarTail() {}

    /**
     * Checks the number of entries and the size of the directory.
     *
     * @throws dev.sora.problem.SoraException if there is no end record, or a limit is exceeded
     * @throws IOException if the file cannot be read
     */
    static void check(Path jar) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "r")) {
            long length = file.length();
            int tail = (int) Math.min(length, BYTES + COMMENT);
            byte[] bytes = new byte[tail];
            file.seek(length - tail);
            file.readFully(bytes);
            ByteBuffer end = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = tail - BYTES; at >= 0; at--) {
                if (end.getInt(at) == SIGNATURE) {
                    check(jar, end, at, tail);
                    return;
                }
            }
            throw JarProblems.damaged(
                    jar, length == 0 ? "an empty file" : "no directory of entries at its end");
        }
    }

    private static void check(Path jar, ByteBuffer end, int at, int tail) {
        int entries = end.getShort(at + 10) & 0xFFFF;
        long directory = end.getInt(at + 12) & 0xFFFFFFFFL;
        int comment = end.getShort(at + 20) & 0xFFFF;
        if (at + BYTES + comment != tail) {
            // With several end records, tools differ in which one they use.
            throw JarProblems.damaged(jar, "data after the end of the jar, or a second end");
        }
        if (entries > JarLimits.ENTRIES || directory > JarLimits.DIRECTORY_BYTES) {
            throw JarProblems.large(
                    jar,
                    "at most %,d entries, and %,d MB of names"
                            .formatted(JarLimits.ENTRIES, JarLimits.DIRECTORY_BYTES >> 20),
                    entries == 0xFFFF
                            ? "65,535 entries or more"
                            : "%,d entries, %,d bytes of names".formatted(entries, directory));
        }
    }
}
