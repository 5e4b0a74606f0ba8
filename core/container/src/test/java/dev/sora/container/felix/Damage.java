// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Damages jars; each method changes the jar itself. */
final class Damage {

    private static final byte[] IN_DIRECTORY = {'P', 'K', 1, 2};
    private static final int NAME_IN_DIRECTORY = 46;
    private static final int SIZE_IN_DIRECTORY = 24;
    private static final int NAME_AT_ENTRY = 30;

    private Damage() {}

    static Path cut(Path jar) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        return Files.write(jar, Arrays.copyOf(bytes, bytes.length / 2));
    }

    static Path append(Path jar, String text) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        byte[] more = text.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, all, bytes.length, more.length);
        return Files.write(jar, all);
    }

    /** Adds an entry with a name that no tool would write. */
    static Path add(Path jar, String name, byte[] content) throws IOException {
        Path copy = jar.resolveSibling("copy.zip");
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
                OutputStream file = Files.newOutputStream(copy);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.getName().equals(name)) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    in.transferTo(out);
                }
            }
            out.putNextEntry(new ZipEntry(name));
            out.write(content);
        }
        Files.write(jar, Files.readAllBytes(copy));
        Files.delete(copy);
        return jar;
    }

    static Path fill(Path jar, int entries) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(file))) {
            for (int i = 0; i < entries; i++) {
                out.putNextEntry(new ZipEntry("f" + i));
            }
        }
        return jar;
    }

    /** Gives an entry the name of another one of the same length. */
    static Path rename(Path jar, String from, String into) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        byte[] old = from.getBytes(StandardCharsets.UTF_8);
        byte[] name = into.getBytes(StandardCharsets.UTF_8);
        for (int at = find(bytes, old, 0); at >= 0; at = find(bytes, old, at + 1)) {
            System.arraycopy(name, 0, bytes, at, name.length);
        }
        return Files.write(jar, bytes);
    }

    /** Changes the size that the directory declares for an entry. */
    static Path claim(Path jar, String name, long size) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        int at = directory(bytes, name);
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(at + SIZE_IN_DIRECTORY, (int) size);
        return Files.write(jar, bytes);
    }

    /** Damages the directory. */
    static Path spoilDirectory(Path jar, String name) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        bytes[directory(bytes, name)] = 'X';
        return Files.write(jar, bytes);
    }

    /** Damages the content of an entry. */
    static Path spoil(Path jar, String name) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        int entry = find(bytes, text, 0) - NAME_AT_ENTRY;
        int extra = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(entry + 28);
        int from = entry + NAME_AT_ENTRY + text.length + extra;
        Arrays.fill(bytes, from, from + 16, (byte) 0xFF);
        return Files.write(jar, bytes);
    }

    /** Marks a class as compiled for a later Java release. */
    static Path age(Path jar, String name, int release) throws IOException {
        byte[] content;
        try (java.util.zip.ZipFile file = new java.util.zip.ZipFile(jar.toFile())) {
            content = file.getInputStream(file.getEntry(name)).readAllBytes();
        }
        content[7] = (byte) (release + 44);
        return add(jar, name, content);
    }

    private static int directory(byte[] bytes, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        for (int at = find(bytes, IN_DIRECTORY, 0); at >= 0; ) {
            if (find(bytes, text, at) == at + NAME_IN_DIRECTORY) {
                return at;
            }
            at = find(bytes, IN_DIRECTORY, at + 1);
        }
        throw new IllegalArgumentException(name);
    }

    private static int find(byte[] bytes, byte[] wanted, int from) {
        for (int i = from; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
