// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.AtomicFile;
import dev.sora.core.io.Json;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The zip format of model packages and checkpoints: {@code format.json} first, then the entries
 * whose sizes and digests it lists. The same contents give the same bytes.
 */
final class Container {

    static final String FORMAT_ENTRY = "format.json";

    /** The maximum size of entries other than tensors, for writing and reading. */
    static final int MAX_TEXT = 64 << 20;

    /** The maximum number of entries, for writing and reading. */
    static final int MAX_ENTRIES = 2_000;

    /**
     * The maximum size of a package: a larger one would need the 64-bit form of zip, which older
     * versions do not read. Checkpoints have no such limit, because the version that writes them
     * reads them.
     */
    static final long MAX_BYTES = 0xF000_0000L;

    // One second before February 1980 the JDK adds a field that depends on the time zone.
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private Container() {}

    /**
     * Writes a container.
     *
     * @param kind its kind
     */
    static void write(Path target, ContainerKind kind, Contents contents) {
        AtomicFile.write(
                target,
                out -> {
                    Map<String, Measure> measures = measure(contents.parts());
                    checkSize(target, kind, measures);
                    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
                    byte[] format =
                            Json.pretty(format(kind, measures)).getBytes(StandardCharsets.UTF_8);
                    zip.putNextEntry(entry(FORMAT_ENTRY));
                    zip.write(format);
                    zip.closeEntry();
                    for (Contents.Part part : contents.parts()) {
                        write(zip, part, measures.get(part.name()));
                    }
                    zip.finish();
                });
    }

    private static void write(ZipOutputStream zip, Contents.Part part, Measure measure)
            throws IOException {
        ZipEntry entry = entry(part.name());
        if (part.stored()) {
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(measure.size());
            entry.setCompressedSize(measure.size());
            entry.setCrc(measure.crc());
        }
        zip.putNextEntry(entry);
        part.content().accept(zip);
        zip.closeEntry();
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        return entry;
    }

    /**
     * Measures all parts. Every part is written twice; the first pass determines size and digests.
     */
    private static Map<String, Measure> measure(List<Contents.Part> parts) throws IOException {
        Map<String, Measure> measures = new LinkedHashMap<>();
        for (Contents.Part part : parts) {
            DigestingStream gauge = new DigestingStream();
            part.content().accept(gauge.into(OutputStream.nullOutputStream()));
            if (measures.put(part.name(), gauge.measure()) != null) {
                throw new IllegalArgumentException("two parts are named " + part.name());
            }
        }
        return measures;
    }

    private static Map<String, Object> format(ContainerKind kind, Map<String, Measure> measures) {
        Map<String, Object> entries = new LinkedHashMap<>();
        measures.forEach(
                (name, measure) -> {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    entry.put("size", measure.size());
                    entry.put("sha256", measure.sha256());
                    entries.put(name, entry);
                });
        Map<String, Object> format = new LinkedHashMap<>();
        format.put("format", kind.format());
        format.put("kind", kind.word());
        format.put("entries", entries);
        return format;
    }

    private static void checkSize(Path target, ContainerKind kind, Map<String, Measure> measures) {
        long bytes = measures.values().stream().mapToLong(Measure::size).sum();
        boolean tooLarge = bytes > MAX_BYTES && kind == ContainerKind.MODEL;
        if (tooLarge || measures.size() >= MAX_ENTRIES) {
            throw new DataException(
                    Problem.of("SORA-4405", "too much for one package")
                            .where(target.toString())
                            .needs(
                                    "at most %d entries with %d bytes"
                                            .formatted(MAX_ENTRIES, MAX_BYTES))
                            .have("%d entries with %d bytes".formatted(measures.size(), bytes))
                            .fix(
                                    "make the model smaller: fewer particles, or fewer units in them"));
        }
    }
}
