// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Takes a package apart, lets a test change it, and seals it again with digests that fit. */
final class HostileZip {

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    HostileZip(Path file) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                entries.put(e.getName(), zip.readAllBytes());
            }
        }
    }

    HostileZip put(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    HostileZip put(String name, String content) {
        return put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    HostileZip remove(String name) {
        entries.remove(name);
        return this;
    }

    byte[] get(String name) {
        return entries.get(name).clone();
    }

    String text(String name) {
        return new String(get(name), StandardCharsets.UTF_8);
    }

    /** Writes the entries with a {@code format.json} that lists them as they now are. */
    void seal(Path file, String kind) throws IOException {
        Map<String, Object> listed = new LinkedHashMap<>();
        entries.forEach(
                (name, content) -> {
                    if (!name.equals("format.json")) {
                        listed.put(name, measured(content));
                    }
                });
        put(
                "format.json",
                Json.line(
                        Map.of(
                                "format",
                                kind.equals("model") ? 2 : 1,
                                "kind",
                                kind,
                                "entries",
                                listed)));
        write(file);
    }

    /** Writes the entries as they are, all of them compressed. */
    void write(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        Files.write(file, bytes.toByteArray());
    }

    private static Map<String, Object> measured(byte[] content) {
        DigestingStream gauge = new DigestingStream();
        try {
            gauge.into(OutputStream.nullOutputStream()).write(content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Measure measure = gauge.measure();
        return Map.of("size", measure.size(), "sha256", measure.sha256());
    }
}
