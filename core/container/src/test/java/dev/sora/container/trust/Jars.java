// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.trust;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Creates jars of text entries, and manipulates them. */
public final class Jars {

    private Jars() {}

    /** Writes a jar from alternating names and texts. */
    public static Path write(Path jar, String... namesAndTexts) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            entries.put(namesAndTexts[i], namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return write(jar, entries);
    }

    private static Path write(Path jar, Map<String, byte[]> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return jar;
    }

    /** Returns the text of an entry. */
    public static String text(Path jar, String name) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            byte[] bytes = file.getInputStream(file.getEntry(name)).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Copies a jar and adds or replaces an entry; without a text, the entry is removed. */
    public static Path with(Path jar, String name, String text, Path to) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile file = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : List.copyOf(file.stream().toList())) {
                entries.put(entry.getName(), file.getInputStream(entry).readAllBytes());
            }
        }
        if (text == null) {
            entries.remove(name);
        } else {
            entries.put(name, text.getBytes(StandardCharsets.UTF_8));
        }
        return write(to, entries);
    }

    /** Copies a jar so that the directory of the copy declares a wrong size for an entry. */
    public static Path lying(Path jar, String name, int size, Path to) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        for (int i = bytes.length - 46 - text.length; i >= 0; i--) {
            if (buffer.getInt(i) == 0x02014b50
                    && buffer.getShort(i + 28) == text.length
                    && Arrays.equals(bytes, i + 46, i + 46 + text.length, text, 0, text.length)) {
                buffer.putInt(i + 24, size);
                return Files.write(to, bytes);
            }
        }
        throw new IllegalArgumentException("no " + name + " in " + jar);
    }

    /** Copies a jar and replaces bytes, which must occur in it. */
    public static Path patched(Path jar, byte[] from, byte[] into, Path to) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        boolean found = false;
        for (int i = 0; i + from.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + from.length, from, 0, from.length)) {
                System.arraycopy(into, 0, bytes, i, into.length);
                found = true;
            }
        }
        if (!found) {
            throw new IllegalArgumentException("nothing to replace in " + jar);
        }
        return Files.write(to, bytes);
    }
}
