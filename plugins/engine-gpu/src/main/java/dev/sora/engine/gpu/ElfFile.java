// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * Reads which other libraries a library of Linux needs, and where it looks for them, without
 * loading it (System V ABI, chapter 5: Dynamic Linking). Of the file, which is not trusted, only
 * bounded parts are read.
 *
 * @param needed the names of the libraries that it needs, each once
 * @param runPath the folders in which it looks first, each once, which may contain {@code $ORIGIN}
 */
record ElfFile(List<String> needed, List<String> runPath) {

    private static final int HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final int MOST_SEGMENTS = 1024;
    private static final int MOST_DYNAMIC = 1 << 16;
    private static final int LONGEST_NAME = 4096;

    /** Of names, and of folders of a run path: more than any library of PyTorch or CUDA has. */
    private static final int MOST_NAMES = 200;

    /** The processors in the header ({@code e_machine} of the ELF specification). */
    private static final int X86_64 = 62;

    private static final int AARCH64 = 183;

    private static final int LOAD = 1;
    private static final int DYNAMIC = 2;
    private static final long NEEDED = 1;
    private static final long STRINGS = 5;
    private static final long R_PATH = 15;
    private static final long RUN_PATH = 29;

    /** A part of the file, and the address at which it is loaded. */
    private record Segment(int type, long offset, long address, long size) {}

    /**
     * Reads a library for x86-64.
     *
     * @throws IOException if it cannot be read, or is not such a library
     */
    static ElfFile read(Path library) throws IOException {
        try (FileChannel file = FileChannel.open(library, StandardOpenOption.READ)) {
            ByteBuffer header = part(file, 0, HEADER);
            if (header.getInt(0) != 0x464C457F || header.get(4) != 2 || header.get(5) != 1) {
                throw new ZipException("not a 64-bit library of Linux");
            }
            int processor = Short.toUnsignedInt(header.getShort(18));
            if (processor != X86_64) {
                throw new ZipException(
                        "built for %s, not for x86-64"
                                .formatted(
                                        processor == AARCH64
                                                ? "aarch64"
                                                : "another processor (" + processor + ")"));
            }
            List<Segment> segments = segments(file, header);
            Segment dynamic =
                    segments.stream()
                            .filter(segment -> segment.type == DYNAMIC)
                            .findFirst()
                            .orElseThrow(() -> new ZipException("not a shared library"));
            return dynamic(file, segments, dynamic);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ZipException("damaged");
        }
    }

    private static List<Segment> segments(FileChannel file, ByteBuffer header) throws IOException {
        int count = Short.toUnsignedInt(header.getShort(56));
        if (count > MOST_SEGMENTS || header.getShort(54) != PROGRAM_HEADER) {
            throw new ZipException("damaged");
        }
        ByteBuffer table = part(file, header.getLong(32), count * PROGRAM_HEADER);
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = i * PROGRAM_HEADER;
            segments.add(
                    new Segment(
                            table.getInt(at),
                            table.getLong(at + 8),
                            table.getLong(at + 16),
                            table.getLong(at + 32)));
        }
        return segments;
    }

    private static ElfFile dynamic(FileChannel file, List<Segment> segments, Segment dynamic)
            throws IOException {
        if (dynamic.size > MOST_DYNAMIC) {
            throw new ZipException("damaged");
        }
        ByteBuffer entries = part(file, dynamic.offset, (int) dynamic.size);
        long strings = -1;
        for (int at = 0; at + 16 <= entries.limit(); at += 16) {
            if (entries.getLong(at) == STRINGS) {
                strings = offset(segments, entries.getLong(at + 8));
            }
        }
        Set<String> needed = new LinkedHashSet<>();
        Set<String> runPath = new LinkedHashSet<>();
        int names = 0;
        for (int at = 0; at + 16 <= entries.limit() && entries.getLong(at) != 0; at += 16) {
            long tag = entries.getLong(at);
            if (tag == NEEDED || tag == R_PATH || tag == RUN_PATH) {
                if (++names > MOST_NAMES) {
                    throw new ZipException("it names more than %d libraries".formatted(MOST_NAMES));
                }
                String text = text(file, Math.addExact(strings, entries.getLong(at + 8)));
                if (tag == NEEDED) {
                    needed.add(text);
                } else {
                    runPath.addAll(List.of(text.split(":")));
                }
                if (runPath.size() > MOST_NAMES) {
                    throw new ZipException(
                            "its run path has more than %d folders".formatted(MOST_NAMES));
                }
            }
        }
        return new ElfFile(List.copyOf(needed), List.copyOf(runPath));
    }

    private static long offset(List<Segment> segments, long address) throws IOException {
        for (Segment segment : segments) {
            long within = address - segment.address;
            if (segment.type == LOAD && within >= 0 && within < segment.size) {
                return segment.offset + within;
            }
        }
        throw new ZipException("damaged");
    }

    private static String text(FileChannel file, long offset) throws IOException {
        long rest = Math.min(LONGEST_NAME, file.size() - offset);
        ByteBuffer bytes = part(file, offset, Math.toIntExact(rest));
        int end = 0;
        while (end < bytes.limit() && bytes.get(end) != 0) {
            end++;
        }
        if (end == bytes.limit()) {
            throw new ZipException("damaged");
        }
        return new String(bytes.array(), 0, end, StandardCharsets.UTF_8);
    }

    private static ByteBuffer part(FileChannel file, long offset, int size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, offset + buffer.position()) < 0) {
                throw new ZipException("cut short");
            }
        }
        return buffer;
    }
}
