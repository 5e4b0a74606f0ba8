// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.text;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/**
 * Iterates over the lines of a text file, which end in LF, CR LF or CR. The length of a line is
 * bounded.
 */
public final class Lines implements AutoCloseable {

    /** The greatest length of a line, in characters. */
    public static final int MOST_CHARACTERS = 16 << 20;

    private final TextFile file;
    private final Reader reader;
    private final char[] buffer = new char[1 << 15];
    private int at;
    private int end;
    private char[] line = new char[256];
    private int length;
    private long number;
    private boolean afterReturn;
    private boolean feeds;
    private long returned;

    /** Opens a file. */
    public Lines(TextFile file) {
        this.file = file;
        this.reader = file.open();
    }

    /** Moves to the next line; false at the end. */
    public boolean next() {
        length = 0;
        boolean any = false;
        while (true) {
            if (at == end && !fill()) {
                number += any ? 1 : 0;
                return any;
            }
            if (afterReturn) {
                afterReturn = false;
                if (buffer[at] == '\n') {
                    feeds = true;
                    at++;
                    continue;
                }
                returned = returned == 0 ? number : returned;
            }
            int start = at;
            while (at < end && buffer[at] != '\n' && buffer[at] != '\r') {
                at++;
            }
            any = true;
            append(start, at - start);
            if (at < end) {
                afterReturn = buffer[at] == '\r';
                feeds |= !afterReturn;
                at++;
                number++;
                return true;
            }
        }
    }

    /**
     * Returns a buffer that starts with the characters of the line; {@link #next} overwrites it.
     */
    public char[] characters() {
        return line;
    }

    /** Returns the number of characters of the line in {@link #characters}. */
    public int length() {
        return length;
    }

    /** Returns the line. */
    public String text() {
        return new String(line, 0, length);
    }

    /** Returns whether the line contains only whitespace. */
    public boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (line[i] > ' ') {
                return false;
            }
        }
        return true;
    }

    /** Returns the number of the line, counted from 1. */
    public long number() {
        return number;
    }

    /**
     * Returns the number of the first line so far that ends in CR alone, if others end in LF or CR
     * LF; otherwise 0. There, tools that know only LF read one line, and count fewer.
     */
    public long mixedAt() {
        return feeds ? returned : 0;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            // the file was only read, so nothing is lost
        }
    }

    private boolean fill() {
        try {
            end = reader.read(buffer, 0, buffer.length);
        } catch (IOException e) {
            throw FileProblem.broken(file, number, e);
        }
        at = 0;
        end = Math.max(0, end);
        return end > 0;
    }

    private void append(int from, int count) {
        if (length + count > MOST_CHARACTERS) {
            throw new DataException(
                    Problem.of("SORA-4207", "a line is too long")
                            .where(file.place() + ":" + (number + 1))
                            .needs("at most %,d characters".formatted(MOST_CHARACTERS))
                            .fix("check that this is a file of lines"));
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
        }
        System.arraycopy(buffer, from, line, length, count);
        length += count;
    }
}
