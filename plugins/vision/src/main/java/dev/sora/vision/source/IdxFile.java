// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.source;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.reading.Unreadable;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a file in the IDX format: two zero bytes, the type of the elements (8 for bytes), the
 * number of dimensions, each dimension in four bytes, then the elements.
 */
final class IdxFile implements AutoCloseable {

    private static final int BYTES = 8;
    private static final int BUFFER = 1 << 16;
    private static final long MOST_BYTES_A_RECORD = 1L << 28;

    private final Path path;
    private final String name;
    private final InputStream stream;
    private final long[] dimensions;

    /**
     * Opens a file and reads its header; the number of dimensions must be within the given bounds.
     */
    IdxFile(Path path, String holds, int leastDimensions, int mostDimensions) {
        this.path = path;
        this.name = String.valueOf(path.getFileName());
        InputStream opened = null;
        try {
            opened = open(path);
            this.dimensions = header(opened, holds, leastDimensions, mostDimensions);
            this.stream = opened;
        } catch (IOException e) {
            closeQuietly(opened);
            throw broken(e, 0);
        } catch (DataException e) {
            closeQuietly(opened);
            throw e;
        }
    }

    /** Returns whether a file is probably an IDX file of images; never fails. */
    static boolean holdsImages(Path path) {
        try (InputStream stream = open(path)) {
            byte[] magic = stream.readNBytes(4);
            return magic.length == 4
                    && magic[0] == 0
                    && magic[1] == 0
                    && magic[2] == BYTES
                    && (magic[3] == 3 || magic[3] == 4);
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the name of the file. */
    String name() {
        return name;
    }

    /** Returns the number of records according to the header. */
    long count() {
        return dimensions[0];
    }

    /** Returns a dimension of one record; 1 if it has fewer dimensions. */
    int dimension(int index) {
        return index < dimensions.length ? (int) dimensions[index] : 1;
    }

    /** Fills an array with the next elements, which belong to the given record. */
    void read(byte[] elements, long record) {
        try {
            if (stream.readNBytes(elements, 0, elements.length) < elements.length) {
                throw new EOFException();
            }
        } catch (IOException e) {
            throw broken(e, record);
        }
    }

    /** Skips records of the given size. */
    void skip(long records, int size) {
        byte[] unwanted = new byte[size];
        for (long record = 1; record <= records; record++) {
            read(unwanted, record);
        }
    }

    /**
     * Checks that nothing follows the last record, which also verifies the checksum of a gzip file.
     */
    void expectEnd() {
        int next;
        try {
            next = stream.read();
        } catch (IOException e) {
            throw broken(e, count());
        }
        if (next >= 0) {
            throw new DataException(
                    Problem.of("SORA-4106", "'" + name + "' holds more than its header says")
                            .where(path.toString())
                            .needs("%d records".formatted(count()))
                            .have("further bytes after the last")
                            .fix("fetch the file again; its header or its end is damaged"));
        }
    }

    @Override
    public void close() {
        closeQuietly(stream);
    }

    private static InputStream open(Path path) throws IOException {
        InputStream raw = Files.newInputStream(path);
        try {
            BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER);
            buffered.mark(2);
            boolean compressed = buffered.read() == 0x1f && buffered.read() == 0x8b;
            buffered.reset();
            return compressed
                    ? new BufferedInputStream(new GZIPInputStream(buffered, BUFFER), BUFFER)
                    : buffered;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private long[] header(InputStream opened, String holds, int least, int most)
            throws IOException {
        byte[] magic = opened.readNBytes(4);
        if (magic.length < 4
                || magic[0] != 0
                || magic[1] != 0
                || magic[2] != BYTES
                || magic[3] < least
                || magic[3] > most) {
            throw new DataException(
                    Problem.of("SORA-4102", "'%s' is not an IDX file of %s".formatted(name, holds))
                            .where(path.toString())
                            .needs("a file that starts with 00 00 08 %02x".formatted(least))
                            .have(magic.length == 0 ? "an empty file" : hex(magic))
                            .fix(
                                    "check that 'images' and 'labels' are not exchanged and that"
                                            + " the file is whole"));
        }
        long[] found = new long[magic[3]];
        long record = 1;
        for (int i = 0; i < found.length; i++) {
            byte[] four = opened.readNBytes(4);
            if (four.length < 4) {
                throw new EOFException();
            }
            found[i] =
                    ((four[0] & 0xffL) << 24)
                            | (four[1] & 0xff) << 16
                            | (four[2] & 0xff) << 8
                            | four[3] & 0xff;
            record = i == 0 ? 1 : Math.min(record * found[i], MOST_BYTES_A_RECORD + 1);
        }
        boolean strangeChannels = found.length == 4 && found[3] != 1 && found[3] != 3;
        if (record < 1 || record > MOST_BYTES_A_RECORD || strangeChannels) {
            throw new DataException(
                    Problem.of("SORA-4103", "the header of '" + name + "' is not plausible")
                            .where(path.toString())
                            .needs("records of 1 byte to 256 MiB, with 1 or 3 channels")
                            .have(Arrays.toString(found))
                            .fix("fetch the file again; its header is damaged"));
        }
        return found;
    }

    private DataException broken(IOException e, long record) {
        String where = record > 0 ? path + ", record " + record : path + ", header";
        if (e instanceof EOFException) {
            return new DataException(
                    Problem.of("SORA-4104", "'" + name + "' is cut short")
                            .where(where)
                            .needs(
                                    dimensions == null
                                            ? "a whole header"
                                            : "%d records".formatted(count()))
                            .have(record > 0 ? "%d whole records".formatted(record - 1) : "none")
                            .fix("fetch the file again"),
                    e);
        }
        if (e instanceof ZipException) {
            return new DataException(
                    Problem.of("SORA-4105", "'" + name + "' cannot be decompressed")
                            .where(where)
                            .have(String.valueOf(e.getMessage()))
                            .fix("fetch the file again; it is damaged"),
                    e);
        }
        return Unreadable.file(path, e);
    }

    private static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            text.append(text.isEmpty() ? "" : " ").append("%02x".formatted(b & 0xff));
        }
        return text.toString();
    }

    private static void closeQuietly(InputStream stream) {
        try {
            if (stream != null) {
                stream.close();
            }
        } catch (IOException e) {
            // the file was opened for reading only, so a failure to close it loses nothing
        }
    }
}
