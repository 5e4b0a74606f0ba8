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
 * Standard input as a file, because data sources read files, or the beginning of it where more is
 * to come. It has the suffix that fits its first bytes and is deleted when closed.
 */
final class Spool implements AutoCloseable {

    /** A temporary folder may lie in memory; more than that belongs into a file anyway. */
    private static final long MOST = 1L << 30;

    private static final int HEAD = 1024;
    private static final int CHUNK = 1 << 16;

    /** So much of a text tells what it is. */
    private static final int MOST_HEAD = 1 << 18;

    /** What has not come by then is waited for while what has come is answered. */
    private static final long PAUSE_MILLIS = 200;

    private static final String UTF_8_MARK = "\u00ef\u00bb\u00bf";

    /** How files begin, byte by byte, and how they are named. */
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
     * Takes what has come of standard input. Of texts whose end has not come that is whole lines,
     * at least one, up to where the next takes a while; all else is read to its end.
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
        // predictions and messages name the file: a reader should know it again
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

    /** Returns how many of the bytes are whole lines: up to a line end outside of quotes. */
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

    /** Returns whether the file holds all of standard input. */
    boolean isWhole() {
        return whole;
    }

    /** Returns standard input from its first byte, if nothing more was put into the file. */
    InputStream all() {
        return new SequenceInputStream(new ByteArrayInputStream(head), in);
    }

    /** Reads to the end, after which the file holds all of it. */
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

    /** Returns the first bytes of what was compressed, as far as they follow from these. */
    private static byte[] inflated(byte[] head) {
        byte[] inner = new byte[HEAD];
        int length = 0;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(head))) {
            for (int one = in.read(); one >= 0 && length < inner.length; one = in.read()) {
                inner[length++] = (byte) one;
            }
        } catch (IOException e) {
            // the head ends within the stream; what came before is as good
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
