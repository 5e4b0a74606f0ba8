// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.launcher.show.Words;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Standard input as a temporary file, because data sources read files. If the input continues, the
 * file has only its beginning. The suffix fits the first bytes; the file is deleted when this is
 * closed.
 */
final class Spool implements AutoCloseable {

    /**
     * The limit in bytes. A temporary folder may be in memory, so larger input should be a file.
     */
    private static final long MOST = 1L << 30;

    private static final int HEAD = 1024;
    private static final int CHUNK = 1 << 16;

    /** The number of bytes of text that are enough to determine its columns. */
    private static final int MOST_HEAD = 1 << 18;

    /** The time in milliseconds after which the records that have arrived are processed. */
    private static final long PAUSE_MILLIS = 200;

    private static final String UTF_8_MARK = "\u00ef\u00bb\u00bf";

    /** The first bytes of file formats, and their suffixes. */
    private static final Map<String, String> STARTS =
            Map.of(
                    "\u0089PNG", ".png",
                    "\u00ff\u00d8\u00ff", ".jpg",
                    "GIF8", ".gif",
                    "BM", ".bmp",
                    "RIFF", ".webp",
                    "II*\u0000", ".tif",
                    "MM\u0000*", ".tif",
                    "PK\u0003\u0004", ".npz",
                    "PAR1", ".parquet",
                    "ARROW1", ".arrow");

    private final Path file;
    private final Pump in;
    private final byte[] head;
    private final int inFile;
    private final boolean whole;

    private Spool(Path file, Pump in, byte[] head, int inFile, boolean whole) {
        this.file = file;
        this.in = in;
        this.head = head;
        this.inFile = inFile;
        this.whole = whole;
    }

    /**
     * Reads the available beginning of standard input. Of a text that continues, it reads whole
     * lines, at least one, until no more arrive for a moment; other formats are read to the end.
     */
    static Spool of(InputStream standardInput) throws IOException {
        Pump in = new Pump(standardInput);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int lines = 0;
        boolean ended = false;
        while (!ended && head.size() < MOST_HEAD && (lines == 0 || in.await(PAUSE_MILLIS))) {
            byte[] some = new byte[CHUNK];
            int count = in.read(some);
            ended = count < 0;
            if (!ended) {
                head.write(some, 0, count);
                lines = isText(head.toByteArray()) ? lines(head.toByteArray()) : 0;
            }
        }
        byte[] bytes = head.toByteArray();
        if (bytes.length == 0) {
            throw new DataException(
                    Problem.of("SORA-4702", "standard input is empty")
                            .where("--input -")
                            .fix("pass a file to it: sora predict model.sora --input - < new.csv"));
        }
        byte[] beginning = Arrays.copyOf(bytes, Math.min(HEAD, bytes.length));
        // Predictions and messages contain the file name, so it must be recognisable.
        Path folder = Files.createTempDirectory("sora-");
        Spool spool =
                new Spool(
                        folder.resolve("standard-input" + suffix(beginning)),
                        in,
                        bytes,
                        ended || lines == 0 ? bytes.length : lines,
                        ended || lines == 0);
        try {
            Files.write(spool.file, Arrays.copyOf(bytes, spool.inFile));
            if (!ended && lines == 0) {
                spool.finish();
            }
            return spool;
        } catch (IOException | RuntimeException e) {
            spool.close();
            throw e;
        }
    }

    private static boolean isText(byte[] head) {
        String suffix = suffix(Arrays.copyOf(head, Math.min(HEAD, head.length)));
        return suffix.equals(".jsonl") || suffix.equals(".csv");
    }

    /** Returns the number of bytes in whole lines: up to the last line end outside of quotes. */
    private static int lines(byte[] head) {
        int whole = 0;
        boolean quoted = false;
        boolean blank = true;
        for (int i = 0; i < head.length; i++) {
            quoted ^= head[i] == '"';
            blank &= head[i] <= ' ';
            if (head[i] == '\n' && !quoted && !blank) {
                whole = i + 1;
            }
        }
        return whole;
    }

    /** Returns whether the file has all of standard input. */
    boolean isComplete() {
        return whole;
    }

    /** Returns standard input from its first byte; must not be called after {@link #finish()}. */
    InputStream all() {
        return new SequenceInputStream(new ByteArrayInputStream(head), in);
    }

    /** Reads to the end and appends the rest to the file. */
    void finish() throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            out.write(head, inFile, head.length - inFile);
            copy(in, out, head.length);
        }
    }

    private static void copy(InputStream in, OutputStream out, long already) throws IOException {
        byte[] buffer = new byte[CHUNK];
        long total = already;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            total += read;
            if (total > MOST) {
                throw new DataException(
                        Problem.of("SORA-4703", "standard input holds too much")
                                .where("--input -")
                                .needs("at most " + Words.size(MOST))
                                .fix("write it to a file and name that: --input FILE"));
            }
            out.write(buffer, 0, read);
        }
    }

    private static String suffix(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        for (Map.Entry<String, String> start : STARTS.entrySet()) {
            if (text.startsWith(start.getKey())) {
                return start.getValue();
            }
        }
        if (text.matches("(?s)P[1-6]\\s.*")) {
            return ".pgm";
        }
        if (text.startsWith("\u001f\u008b")) {
            byte[] inner = inflated(head);
            return inner.length == 0 ? ".gz" : suffix(inner) + ".gz";
        }
        String marked = text.startsWith(UTF_8_MARK) ? text.substring(UTF_8_MARK.length()) : text;
        return marked.stripLeading().startsWith("{") ? ".jsonl" : ".csv";
    }

    /** Decompresses as much as the given beginning of a gzip stream contains, up to a limit. */
    private static byte[] inflated(byte[] head) {
        byte[] inner = new byte[HEAD];
        int length = 0;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(head))) {
            for (int one = in.read(); one >= 0 && length < inner.length; one = in.read()) {
                inner[length++] = (byte) one;
            }
        } catch (IOException e) {
            // The beginning ends within the stream; the bytes before are valid.
        }
        return Arrays.copyOf(inner, length);
    }

    Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(file.getParent());
    }
}
