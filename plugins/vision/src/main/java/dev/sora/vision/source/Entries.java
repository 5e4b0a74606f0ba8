// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.source;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.vision.picture.Pictures;
import java.io.IOException;
import java.io.InputStream;

/** What is asked of the entries of an archive, and of the names of files. */
final class Entries {

    private Entries() {}

    /** Returns whether a path is that of a picture which is not hidden. */
    static boolean isPicture(String path) {
        for (String part : path.split("/")) {
            boolean here = part.isEmpty() || part.equals(".") || part.equals("..");
            if (!here && (part.startsWith(".") || part.equals("__MACOSX"))) {
                return false;
            }
        }
        return Pictures.isNamedLikeOne(path);
    }

    /** Refuses an entry that would lie outside of the archive's own folder. */
    static void checkPath(String archive, String path) {
        boolean drive = path.length() > 1 && path.charAt(1) == ':';
        boolean escapes = path.startsWith("/") || path.contains("\\") || drive;
        for (String part : path.split("/")) {
            escapes |= part.equals("..");
        }
        if (escapes) {
            throw new DataException(
                    Problem.of("SORA-4113", "the archive holds a path that leads out of it")
                            .where(archive)
                            .have(path)
                            .fix("do not trust this archive; pack the pictures anew"));
        }
    }

    static void checkCount(String archive, int count) {
        if (count > PictureStore.MOST_ENTRIES) {
            throw new DataException(
                    Problem.of("SORA-4115", "the archive holds too many entries")
                            .where(archive)
                            .needs("at most %,d".formatted(PictureStore.MOST_ENTRIES))
                            .fix("divide it into several"));
        }
    }

    /** Reads an entry, however much it claims or turns out to hold, within bounds. */
    static byte[] read(InputStream stream, long claimed, String where) throws IOException {
        if (claimed > PictureStore.MOST_BYTES) {
            throw tooLarge(where);
        }
        byte[] bytes = stream.readNBytes(PictureStore.MOST_BYTES + 1);
        if (bytes.length > PictureStore.MOST_BYTES) {
            throw tooLarge(where);
        }
        return bytes;
    }

    static DataException tooLarge(String where) {
        return new DataException(
                Problem.of("SORA-4114", "a picture's file is too large")
                        .where(where)
                        .needs("at most %,d bytes".formatted(PictureStore.MOST_BYTES))
                        .fix("remove it, or make it smaller"));
    }

    static DataException broken(String archive, String after, IOException e) {
        return new DataException(
                Problem.of("SORA-4112", "the archive is cut short or damaged")
                        .where(after.isEmpty() ? archive : archive + ", after " + after)
                        .have(String.valueOf(e.getMessage()))
                        .fix("fetch the archive again"),
                e);
    }
}
