// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.launcher.show.Words;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Standard input as a file, because data sources read files. It has the suffix that fits its first
 * bytes and is deleted when closed.
 */
final class Spool implements AutoCloseable {

    /** A temporary folder may lie in memory; more than that belongs into a file anyway. */
    private static final long MOST = 1L << 30;

    private static final int HEAD = 1024;

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

    private Spool(Path file) {
        this.file = file;
    }

    static Spool of(InputStream in) throws IOException {
        byte[] head = in.readNBytes(HEAD);
        if (head.length == 0) {
            throw new DataException(
                    Problem.of("SORA-4702", "standard input is empty")
                            .where("--input -")
                            .fix("pass a file to it: sora predict model.sora --input - < new.csv"));
        }
        // predictions and messages name the file: a reader should know it again
        Path folder = Files.createTempDirectory("sora-");
        Spool spool = new Spool(folder.resolve("standard-input" + suffix(head)));
        try (OutputStream out = Files.newOutputStream(spool.file)) {
            out.write(head);
            copy(in, out, head.length);
            return spool;
        } catch (IOException | RuntimeException e) {
            spool.close();
            throw e;
        }
    }

    private static void copy(InputStream in, OutputStream out, long already) throws IOException {
        byte[] buffer = new byte[1 << 16];
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
