// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.jar;

/** More than any plugin has reason to hold; the largest of Sora's own unpacks to 448 MB. */
final class JarLimits {

    static final int ENTRIES = 60_000;
    static final int DIRECTORY_BYTES = 16 << 20;
    static final int NAME_LENGTH = 1024;
    static final long ENTRY_BYTES = 3L << 29;
    static final long TOTAL_BYTES = 4L << 30;

    /** Below this nothing is held to be a bomb. */
    static final long SMALL_BYTES = 64L << 20;

    /** Code and weights shrink to a half or a tenth, never to less than a two-hundredth. */
    static final long RATIO = 200;

    /** What no bytes at all take up once they are packed. */
    static final int NOTHING_PACKED = 2;

    private JarLimits() {}
}
