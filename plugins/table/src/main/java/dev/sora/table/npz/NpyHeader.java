// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.npz;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/**
 * The header of an array in the NPY format, versions 1 to 3.
 *
 * @param kind the kind of its elements: b boolean, i integer, u unsigned, f float, U text, S bytes
 * @param size the number of bytes of one element (for texts, four times the number of characters)
 * @param bigEndian whether elements are big-endian
 * @param fortran whether the array is in column-major order
 * @param shape the dimensions
 */
record NpyHeader(char kind, int size, boolean bigEndian, boolean fortran, List<Long> shape) {

    private static final int MOST_BYTES = 1 << 16;
    private static final long MOST_ROW = 1L << 28;
    private static final Pattern DESCR =
            Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-zA-Z])(\\d{0,6})'");
    private static final Pattern TIMES = Pattern.compile("'descr'\\s*:\\s*'[<>|=]?[mM]8");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

    /** Reads a header; the stream is then at the first element. */
    static NpyHeader read(InputStream in) throws IOException {
        byte[] magic = in.readNBytes(8);
        boolean known =
                magic.length == 8
                        && (magic[0] & 0xff) == 0x93
                        && new String(magic, 1, 5, StandardCharsets.ISO_8859_1).equals("NUMPY")
                        && magic[6] >= 1
                        && magic[6] <= 3;
        if (!known) {
            throw new ZipException("it does not begin like a numpy array");
        }
        byte[] length = in.readNBytes(magic[6] == 1 ? 2 : 4);
        long bytes = 0;
        for (int i = length.length - 1; i >= 0; i--) {
            bytes = bytes << 8 | length[i] & 0xff;
        }
        if (bytes > MOST_BYTES) {
            throw new ZipException("its header is not plausible");
        }
        byte[] text = in.readNBytes((int) bytes);
        if (text.length < bytes) {
            throw new EOFException("within the header");
        }
        return parse(new String(text, StandardCharsets.UTF_8));
    }

    private static NpyHeader parse(String text) throws IOException {
        Matcher descr = DESCR.matcher(text);
        Matcher order = ORDER.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        if (text.contains("'O'") || text.contains("|O")) {
            throw new UnreadArrayException(
                    "it holds Python objects, which are not read",
                    "save numbers or strings: numpy.asarray(array, dtype=float), or dtype=str");
        }
        if (TIMES.matcher(text).find()) {
            throw new UnreadArrayException(
                    "it holds times of numpy, which are not read",
                    "save them as strings, which columns of times read: array.astype(str)");
        }
        if (!descr.find() || !order.find() || !shape.find()) {
            throw new ZipException("its header is not that of a plain array");
        }
        char kind = descr.group(2).charAt(0);
        int number = descr.group(3).isEmpty() ? 1 : Integer.parseInt(descr.group(3));
        int size = kind == 'U' ? Math.multiplyExact(number, 4) : number;
        boolean sound =
                switch (kind) {
                    case 'b', '?' -> size == 1;
                    case 'i', 'u' -> size == 1 || size == 2 || size == 4 || size == 8;
                    case 'f' -> size == 2 || size == 4 || size == 8;
                    case 'U', 'S' -> size > 0;
                    default -> false;
                };
        if (!sound) {
            throw new UnreadArrayException(
                    "its elements are of a kind that is not read: '%s%s'"
                            .formatted(descr.group(2), descr.group(3)),
                    kind == 'c'
                            ? "save array.real and array.imag as two arrays"
                            : "save it with a type of numbers, booleans or strings, such as"
                                    + " array.astype(float)");
        }
        List<Long> dimensions = new ArrayList<>();
        long row = size;
        for (String part : shape.group(1).split(",")) {
            String digits = part.strip();
            if (!digits.isEmpty()) {
                if (!digits.matches("\\d{1,15}") || dimensions.size() == 8) {
                    throw new ZipException("its shape is not plausible");
                }
                long dimension = Long.parseLong(digits);
                if (dimension == 0 && !dimensions.isEmpty()) {
                    // rows without bytes would allow any number of rows in a small file
                    throw new ZipException("its rows are empty");
                }
                row = dimensions.isEmpty() ? row : row * Math.min(dimension, MOST_ROW + 1);
                dimensions.add(dimension);
                if (row > MOST_ROW) {
                    throw new ZipException("one of its rows holds more than 256 MiB");
                }
            }
        }
        return new NpyHeader(
                kind == '?' ? 'b' : kind,
                size,
                descr.group(1).equals(">"),
                order.group(1).equals("True"),
                List.copyOf(dimensions));
    }

    /** Returns the number of rows. */
    long rows() {
        return shape.isEmpty() ? 1 : shape.get(0);
    }

    /** Returns the number of elements in one row. */
    int elements() {
        long elements = 1;
        for (int i = 1; i < shape.size(); i++) {
            elements *= shape.get(i);
        }
        return (int) elements;
    }

    /** Returns the dimensions after the first that are not 1. */
    List<Long> inner() {
        return shape.stream().skip(1).filter(d -> d != 1).toList();
    }

    /** Returns whether the array is stored row by row. */
    boolean isRowByRow() {
        return !fortran || shape.size() < 2 || inner().isEmpty() || rows() <= 1;
    }
}
