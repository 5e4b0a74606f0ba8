// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.jar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Counts bytes while entries are unpacked, and stops at the limits. It does not use the sizes in
 * headers.
 */
public final class JarMeter {

    static final String NEEDS =
            "entries of at most %,d MB, %,d MB in all"
                    .formatted(JarLimits.ENTRY_BYTES >> 20, JarLimits.TOTAL_BYTES >> 20);

    private static final int BUFFER = 1 << 16;

    private final Path jar;
    private final long packed;
    private final byte[] buffer = new byte[BUFFER];
    private long total;

    private JarMeter(Path jar, long packed) {
        this.jar = jar;
        this.packed = packed;
    }

    /**
     * Creates a meter for all entries of a jar.
     *
     * @throws IOException if the size of the jar cannot be read
     */
    public static JarMeter of(Path jar) throws IOException {
        return new JarMeter(jar, Files.size(jar));
    }

    /**
     * Reads an entry to its end and discards the content.
     *
     * @return the unpacked size in bytes
     * @throws dev.sora.problem.SoraException if a limit of size or ratio is exceeded
     */
    public long read(InputStream in, String name) throws IOException {
        long entry = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            entry += n;
            add(n, entry, name);
        }
        return entry;
    }

    private void add(int bytes, long entry, String name) {
        total += bytes;
        judge(jar, packed, total);
        if (entry > JarLimits.ENTRY_BYTES || total > JarLimits.TOTAL_BYTES) {
            throw JarProblems.large(jar, NEEDS, "more in " + JarProblems.shown(name));
        }
    }

    static void judge(Path jar, long packed, long unpacked) {
        if (unpacked > JarLimits.SMALL_BYTES && unpacked / JarLimits.RATIO > packed) {
            throw JarProblems.bomb(
                    jar, "%,d bytes, and unpacked more than %,d".formatted(packed, unpacked));
        }
    }
}
