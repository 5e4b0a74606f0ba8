// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.jar;

/** The limits of a plugin's jar. The largest jar of Sora unpacks to 448 MB. */
final class JarLimits {

    static final int ENTRIES = 60_000;
    static final int DIRECTORY_BYTES = 16 << 20;
    static final int NAME_LENGTH = 1024;
    static final long ENTRY_BYTES = 3L << 29;
    static final long TOTAL_BYTES = 4L << 30;

    /** The total size below which the ratio is not checked. */
    static final long SMALL_BYTES = 64L << 20;

    /**
     * The largest accepted ratio of unpacked to packed size. Code and weights have a ratio of 2 to
     * 10.
     */
    static final long RATIO = 200;

    /** The compressed size of an empty entry in bytes. */
    static final int NOTHING_PACKED = 2;

    private JarLimits() {}
}
