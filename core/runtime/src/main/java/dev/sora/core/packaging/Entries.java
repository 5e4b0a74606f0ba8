// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.ReadProblems;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Checks a zip file before entries are read. */
final class Entries {

    /**
     * The size of the end of the central directory, without a comment: the last record of a zip
     * file.
     */
    private static final int END = 22;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int MAX_DIRECTORY = 4 << 20;

    /**
     * The records before it in a file that needs the 64-bit form: a locator, and the end itself.
     */
    private static final int LOCATOR = 20;

    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int END_64 = 56;
    private static final int END_64_SIGNATURE = 0x06064b50;
    private static final long IN_64 = 0xFFFFFFFFL;

    private Entries() {}

    /** An entry with the values of the zip's directory. */
    record Entry(ZipEntry zip, long size, long crc) {}

    /** Opens a file if its directory is small enough for memory. */
    static ZipFile open(Path file) {
        try {
            checkEnd(file);
            return new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException e) {
            throw notZip(file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new DataException(ReadProblems.unreadable(file, e), e);
        }
    }

    /** Returns the entries by name, in the order of the file. */
    static Map<String, Entry> of(Path file, ZipFile zip) {
        List<ZipEntry> found = zip.stream().map(ZipEntry.class::cast).toList();
        Map<String, Entry> entries = new LinkedHashMap<>();
        long packed = 0;
        for (ZipEntry entry : found) {
            String name = entry.getName();
            checkSizes(file, zip, entry);
            packed += entry.getCompressedSize();
            // entries that share bytes could make a large model of a small file
            if (packed > file.toFile().length()) {
                throw damaged(file.toString(), "its entries are larger than the file");
            }
            if (entries.put(name, new Entry(entry, entry.getSize(), entry.getCrc())) != null) {
                throw unexpected(file + ", " + printable(name), "the file holds an entry twice");
            }
        }
        return entries;
    }

    static DataException missing(Path file, String name) {
        return new DataException(
                Problem.of("SORA-4403", "a part of the file is missing")
                        .where(file.toString())
                        .needs("an entry " + name)
                        .fix("use a copy of the file as Sora wrote it"));
    }

    static DataException damaged(String where, String have) {
        return new DataException(
                Problem.of("SORA-4406", "the file is damaged")
                        .where(where)
                        .have(have)
                        .fix("copy the file again, or write it again"));
    }

    static DataException unexpected(String where, String message) {
        return new DataException(
                Problem.of("SORA-4404", message)
                        .where(where)
                        .fix("use a copy of the file as Sora wrote it"));
    }

    /** Returns a name without control characters, which could overwrite the message. */
    static String printable(String name) {
        String text = name.replaceAll("\\p{C}", "?");
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }

    private static void checkSizes(Path file, ZipFile zip, ZipEntry entry) {
        String where = file + ", " + printable(entry.getName());
        boolean stored = entry.getMethod() == ZipEntry.STORED;
        if (!stored && entry.getMethod() != ZipEntry.DEFLATED) {
            throw damaged(where, "it is packed by method " + entry.getMethod());
        }
        long size = entry.getSize();
        if (size < 0 || entry.getCompressedSize() < 0 || entry.getCrc() < 0) {
            throw damaged(where, "its size is unknown");
        }
        if (stored && size != entry.getCompressedSize()) {
            throw damaged(where, "its two sizes differ");
        }
        if (entry.getCompressedSize() > file.toFile().length()) {
            throw damaged(where, "it is larger than the file");
        }
        if (!stored && size > Container.MAX_TEXT) {
            throw tooLarge(where, size);
        }
    }

    static DataException tooLarge(String where, long size) {
        return new DataException(
                Problem.of("SORA-4405", "an entry of the file is too large")
                        .where(where)
                        .needs("at most %d bytes".formatted(Container.MAX_TEXT))
                        .have("%d bytes".formatted(size))
                        .fix("use a copy of the file as Sora wrote it"));
    }

    /**
     * Checks the end of the file before the JDK does, which allocates as much memory for the
     * directory as the end states.
     */
    private static void checkEnd(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            if (in.length() < END) {
                throw notZip(file, "%d bytes".formatted(in.length()));
            }
            byte[] bytes = new byte[END];
            in.seek(in.length() - END);
            in.readFully(bytes);
            ByteBuffer end = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            if (end.getInt() != END_SIGNATURE) {
                throw notZip(file, "a file that is cut short, or of another kind");
            }
            int count = Short.toUnsignedInt(end.getShort(10));
            long directory = Integer.toUnsignedLong(end.getInt(12));
            long offset = Integer.toUnsignedLong(end.getInt(16));
            int comment = Short.toUnsignedInt(end.getShort(20));
            if (directory == IN_64 || offset == IN_64) {
                ByteBuffer end64 = end64(file, in);
                directory = end64.getLong(40);
                offset = end64.getLong(48);
                if (end64.getLong(32) != count) {
                    throw notZip(file, "two numbers of entries");
                }
            }
            // A comment would lead the JDK to an earlier end, which was not checked here.
            if (directory < 0
                    || offset < 0
                    || count > Container.MAX_ENTRIES
                    || directory > MAX_DIRECTORY
                    || offset > in.length()
                    || comment != 0) {
                throw notZip(
                        file, "%d entries in %d bytes of directory".formatted(count, directory));
            }
        }
    }

    /** Reads the 64-bit end, as the JDK does. */
    private static ByteBuffer end64(Path file, RandomAccessFile in) throws IOException {
        long at = in.length() - END - LOCATOR;
        ByteBuffer locator = at < 0 ? null : read(in, at, LOCATOR);
        if (locator == null || locator.getInt(0) != LOCATOR_SIGNATURE) {
            throw notZip(file, "a 64-bit end that is not there");
        }
        long end = locator.getLong(8);
        if (end < 0 || end > at - END_64 || read(in, end, END_64).getInt(0) != END_64_SIGNATURE) {
            throw notZip(file, "a 64-bit end that is not where it should be");
        }
        return read(in, end, END_64);
    }

    private static ByteBuffer read(RandomAccessFile in, long at, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.seek(at);
        in.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static DataException notZip(Path file, String have) {
        return new DataException(
                Problem.of("SORA-4401", "not a file that Sora wrote, or not all of it")
                        .where(file.toString())
                        .needs("a whole zip file")
                        .have(have)
                        .fix("use a copy of the file as Sora wrote it"));
    }
}
