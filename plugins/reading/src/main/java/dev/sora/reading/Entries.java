// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.io.InputStream;

/** What is asked of the entries of an archive, and of the names of files. */
final class Entries {

    private Entries() {}

    /** Returns whether a file or one of the folders it lies in is hidden, or a system's own. */
    static boolean isHidden(String path) {
        for (String part : path.split("/")) {
            boolean here = part.isEmpty() || part.equals(".") || part.equals("..");
            if (!here && (part.startsWith(".") || part.equals("__MACOSX"))) {
                return true;
            }
        }
        return false;
    }

    /** Returns the name of an entry without what means nothing: {@code ./a//b} is {@code a/b}. */
    static String plain(String name) {
        String plain = name.replaceAll("/{2,}", "/");
        while (plain.startsWith("./")) {
            plain = plain.substring(2);
        }
        return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    /** Returns whether an entry is the given one or lies in it; all lie in the empty name. */
    static boolean isWithin(String name, String folder) {
        if (folder.isEmpty()) {
            return true;
        }
        String plain = plain(name);
        return plain.equals(folder) || plain.startsWith(folder + "/");
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
                            .fix("do not trust this archive; pack the files anew"));
        }
    }

    static void checkCount(String archive, int count) {
        if (count > EntryStore.MOST_ENTRIES) {
            throw new DataException(
                    Problem.of("SORA-4115", "the archive holds too many entries")
                            .where(archive)
                            .needs("at most %,d".formatted(EntryStore.MOST_ENTRIES))
                            .fix("divide it into several"));
        }
    }

    /** Reads an entry, however much it claims or turns out to hold, within bounds. */
    static byte[] read(InputStream stream, long claimed, int most, String where)
            throws IOException {
        if (claimed > most) {
            throw tooLarge(where, most);
        }
        byte[] bytes = stream.readNBytes(most + 1);
        if (bytes.length > most) {
            throw tooLarge(where, most);
        }
        return bytes;
    }

    static DataException tooLarge(String where, int most) {
        return new DataException(
                Problem.of("SORA-4114", "a file is too large")
                        .where(where)
                        .needs("at most %,d bytes".formatted(most))
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
