// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Puts a finished file in its place. */
final class Moving {

    private Moving() {}

    static void replace(Path finished, Path place) throws IOException {
        // A temporary file is for its owner alone; a result is as any other file.
        if (Files.getFileStore(finished).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(finished, PosixFilePermissions.fromString("rw-r--r--"));
        }
        try {
            Files.move(finished, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(finished, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
