// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes shared libraries of Linux that contain no code, and name the libraries they need. */
final class MadeLibrary {

    private static final int PROGRAM_HEADERS = 64;
    private static final int DYNAMIC = PROGRAM_HEADERS + 2 * 56;

    private MadeLibrary() {}

    /** Writes a library with a run path of {@code $ORIGIN}. */
    static void write(Path file, String... needed) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes(needed));
    }

    static void write(Path file, String runPath, List<String> needed) throws IOException {
        Files.write(file, bytes(runPath, needed));
    }

    static byte[] bytes(String... needed) {
        return bytes("$ORIGIN", List.of(needed));
    }

    private static byte[] bytes(String runPath, List<String> needed) {
        StringBuilder strings = new StringBuilder("\0" + runPath + "\0");
        int entries = needed.size() + 3;
        int text = DYNAMIC + entries * 16;
        ByteBuffer file = ByteBuffer.allocate(text + 4096).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0, 0x464C457F).put(4, (byte) 2).put(5, (byte) 1).put(6, (byte) 1);
        file.putShort(16, (short) 3).putShort(18, (short) 62);
        file.putLong(32, PROGRAM_HEADERS).putShort(54, (short) 56).putShort(56, (short) 2);
        segment(file, PROGRAM_HEADERS, 1, 0, file.capacity());
        segment(file, PROGRAM_HEADERS + 56, 2, DYNAMIC, entries * 16);
        int at = DYNAMIC;
        at = entry(file, at, 5, text);
        at = entry(file, at, 29, 1);
        for (String name : needed) {
            at = entry(file, at, 1, strings.length());
            strings.append(name).append('\0');
        }
        byte[] names = strings.toString().getBytes(StandardCharsets.US_ASCII);
        file.position(text);
        file.put(names);
        return file.array();
    }

    private static void segment(ByteBuffer file, int at, int type, long offset, long size) {
        file.putInt(at, type).putLong(at + 8, offset).putLong(at + 16, offset);
        file.putLong(at + 32, size).putLong(at + 40, size);
    }

    private static int entry(ByteBuffer file, int at, long tag, long value) {
        file.putLong(at, tag).putLong(at + 8, value);
        return at + 16;
    }

    /** Writes a libtorch for GPUs with all that it needs, and without code. */
    static Path libtorch(Path folder, String version) throws IOException {
        Path lib = folder.resolve("lib");
        write(lib.resolve("libc10.so"), "libc.so.6");
        write(lib.resolve("libtorch_cpu.so"), "libc10.so", "libgomp-1.so.1", "libm.so.6");
        write(lib.resolve("libtorch.so"), "libtorch_cpu.so", "libtorch_cuda.so");
        write(lib.resolve("libc10_cuda.so"), "libc10.so", "libcudart-1.so.12");
        write(lib.resolve("libtorch_cuda.so"), "libc10_cuda.so", "libcudnn.so.9");
        write(lib.resolve("libgomp-1.so.1"));
        write(lib.resolve("libcudart-1.so.12"));
        write(lib.resolve("libcudnn.so.9"));
        Files.writeString(folder.resolve("build-version"), version + "\n");
        return folder;
    }
}
