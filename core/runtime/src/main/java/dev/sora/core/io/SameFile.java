// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether two paths name one file, so that a result does not replace what it is made of. */
public final class SameFile {

    private SameFile() {}

    /**
     * Returns whether the paths are equal or lead to one file through links. A file that cannot be
     * compared cannot be written either, which is reported then.
     */
    public static boolean is(Path one, Path other) {
        if (one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())) {
            return true;
        }
        try {
            return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }
}
