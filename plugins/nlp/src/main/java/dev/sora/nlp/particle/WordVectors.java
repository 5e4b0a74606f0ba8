// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A text file of word vectors. Each line contains a word and its numbers, separated by spaces. The
 * first line may contain the counts of words and of numbers for each word, as word2vec writes it.
 * Words that contain spaces, as some of GloVe's do, are skipped.
 *
 * @param file the file, plain or compressed with gzip
 */
record WordVectors(Path file) {

    private static final int GZIP = 0x1f8b;

    /** The maximum length of a line: a file without line breaks must not fill the memory. */
    private static final int LONGEST_LINE = 1 << 20;

    /**
     * Copies the vectors of words to the rows of a table; the rows of other words are unchanged.
     *
     * @param width the number of values in a row
     * @param words the word of each row
     */
    void fill(float[] table, int width, List<String> words) {
        Map<String, Integer> rows = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            rows.put(words.get(i), i);
        }
        rows.remove("");
        int found = 0;
        try (BufferedReader reader = open()) {
            int number = 0;
            for (String line = next(reader); line != null; line = next(reader)) {
                number++;
                int space = line.indexOf(' ');
                if (number == 1 && space == line.lastIndexOf(' ')) {
                    continue;
                }
                Integer row = space < 1 ? null : rows.get(line.substring(0, space));
                if (row != null && !isLonger(line, space, width)) {
                    read(line, space, number, table, row * width, width);
                    found++;
                }
            }
        } catch (IOException e) {
            throw new DataException(
                    Problem.of("SORA-4505", "the word vectors cannot be read")
                            .where(file.toString())
                            .have(
                                    e instanceof NoSuchFileException
                                            ? "no such file"
                                            : String.valueOf(e.getMessage()))
                            .fix("check the path, and that the file is whole"),
                    e);
        }
        if (found == 0) {
            throw new DataException(
                    Problem.of("SORA-4506", "the file has vectors of no word of the texts")
                            .where(file.toString())
                            .needs("lines such as 'word 0.1 -0.2 …'")
                            .fix("give a file of the texts' language, in the same case"));
        }
    }

    /**
     * Returns whether the word contains spaces, so that more than its numbers follows the space.
     */
    private static boolean isLonger(String line, int space, int width) {
        String[] parts = line.substring(space + 1).strip().split(" +", width + 2);
        return parts.length > width && Float.isNaN(parse(parts[0])) && !parts[0].isEmpty();
    }

    private void read(String line, int space, int number, float[] table, int at, int width) {
        int start = space + 1;
        int count = 0;
        while (start < line.length()) {
            int next = line.indexOf(' ', start);
            int end = next < 0 ? line.length() : next;
            if (end > start) {
                float value = parse(line.substring(start, end));
                if (!Float.isFinite(value)) {
                    throw broken(
                            number,
                            "'" + line.substring(start, Math.min(end, start + 40)) + "'",
                            width);
                }
                if (count < width) {
                    table[at + count] = value;
                }
                count++;
            }
            start = end + 1;
        }
        if (count != width) {
            throw broken(number, count + " numbers", width);
        }
    }

    private static float parse(String text) {
        try {
            return Float.parseFloat(text);
        } catch (NumberFormatException e) {
            return Float.NaN;
        }
    }

    private DataException broken(int number, String have, int width) {
        return new DataException(
                Problem.of("SORA-4507", "a line of the word vectors does not fit the embedding")
                        .where(file + ":" + number)
                        .needs("a word and %d numbers".formatted(width))
                        .have(have)
                        .fix("set 'units' to the size of the vectors, or correct the line"));
    }

    private BufferedReader open() throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            in.mark(2);
            boolean packed = (in.read() << 8 | in.read()) == GZIP;
            in.reset();
            InputStream plain = packed ? new GZIPInputStream(in, 1 << 16) : in;
            return new BufferedReader(
                    new InputStreamReader(plain, StandardCharsets.UTF_8), 1 << 16);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** Reads a line of bounded length; returns null at the end. */
    private static String next(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder(1 << 10);
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n') {
            if (line.length() == LONGEST_LINE) {
                throw new IOException("a line of more than %d characters".formatted(LONGEST_LINE));
            }
            line.append((char) c);
            c = reader.read();
        }
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') {
            line.setLength(last);
        }
        return line.toString();
    }
}
