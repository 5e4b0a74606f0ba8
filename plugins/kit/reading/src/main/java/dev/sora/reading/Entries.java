// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Set;

/** Checks and reads the entries of archives, and classifies names of files. */
final class Entries {

    /** The names of files that file managers, network drives and archivers create. */
    private static final Set<String> LEFT_BY_SYSTEMS =
            Set.of(
                    "__MACOSX",
                    "Thumbs.db",
                    "thumbs.db",
                    "ehthumbs.db",
                    "desktop.ini",
                    "Desktop.ini",
                    "Icon\r",
                    "@eaDir",
                    "$RECYCLE.BIN",
                    "System Volume Information");

    private Entries() {}

    /** Returns the first bytes of a stream, without closing it. */
    static byte[] head(InputStream stream) throws IOException {
        return stream.readNBytes(Choice.HEAD);
    }

    /** Returns whether a file or one of its parent folders is hidden or created by a system. */
    static boolean isHidden(String path) {
        for (String part : path.split("/")) {
            boolean here = part.isEmpty() || part.equals(".") || part.equals("..");
            if (!here && (part.startsWith(".") || LEFT_BY_SYSTEMS.contains(part))) {
                return true;
            }
        }
        return false;
    }

    /** Returns the normalised name of an entry: {@code a/b} for {@code ./a//b}. */
    static String plain(String name) {
        String plain = name.replaceAll("/{2,}", "/");
        while (plain.startsWith("./")) {
            plain = plain.substring(2);
        }
        return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    /** Adds the parent folders of an entry of an archive. */
    static void addFolders(Set<String> folders, String name, boolean itself) {
        String plain = plain(name);
        int end = itself ? plain.length() : plain.lastIndexOf('/');
        while (end > 0 && folders.add(plain.substring(0, end))) {
            end = plain.lastIndexOf('/', end - 1);
        }
    }

    /**
     * Returns whether an entry is the given one or within it; every entry is within the empty name.
     */
    static boolean isWithin(String name, String folder) {
        if (folder.isEmpty()) {
            return true;
        }
        String plain = plain(name);
        return plain.equals(folder) || plain.startsWith(folder + "/");
    }

    /** Refuses an entry whose path is outside of the archive. */
    static void checkPath(String archive, String path) {
        boolean drive = path.length() > 1 && path.charAt(1) == ':';
        boolean escapes = path.startsWith("/") || path.contains("\\") || drive;
        for (String part : path.split("/")) {
            escapes |= part.equals("..");
        }
        if (escapes) {
            throw new DataException(
                    Problem.of("SORA-4113", "the archive contains a path that points outside it")
                            .where(archive)
                            .have(path)
                            .fix("do not trust this archive; pack the files again"));
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

    /** Reads an entry of at most {@code most} bytes, whatever size the archive claims. */
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

    /** Reads an entry whose first bytes have been read already. */
    static byte[] read(byte[] head, InputStream rest, long claimed, int most, String where)
            throws IOException {
        byte[] bytes = read(rest, claimed, most, where);
        if (head.length == 0) {
            return bytes;
        }
        byte[] whole = Arrays.copyOf(head, head.length + bytes.length);
        System.arraycopy(bytes, 0, whole, head.length, bytes.length);
        return whole;
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
