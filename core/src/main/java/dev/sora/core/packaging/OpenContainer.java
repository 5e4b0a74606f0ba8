// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;

/**
 * A container that was opened, and whose entries were all found whole.
 *
 * <p>Nothing in the file is believed: {@link Entries} checks the zip, {@link Format} what the file
 * says of itself, and every byte is digested before anything is parsed.
 */
final class OpenContainer implements AutoCloseable {

    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final ZipFile zip;
    private final Map<String, Entries.Entry> entries;

    private OpenContainer(Path file, ZipFile zip, Map<String, Entries.Entry> entries) {
        this.file = file;
        this.zip = zip;
        this.entries = entries;
    }

    /**
     * Opens a container and checks all of it.
     *
     * @throws DataException if it is not one, is of another kind, or is not whole
     */
    static OpenContainer open(Path file, ContainerKind kind) {
        ZipFile zip = Entries.open(file);
        try {
            OpenContainer opened = new OpenContainer(file, zip, Entries.of(file, zip));
            opened.check(kind);
            return opened;
        } catch (RuntimeException | Error e) {
            close(zip);
            throw e;
        }
    }

    /** Returns the name of the file and the entry, for messages. */
    String where(String name) {
        return file + ", " + name;
    }

    /** Returns an entry's text. */
    String text(String name) {
        return read(
                name,
                (in, entry) -> {
                    byte[] bytes = in.readNBytes((int) entry.size());
                    try {
                        return StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(bytes))
                                .toString();
                    } catch (CharacterCodingException e) {
                        throw ReadProblems.malformed(where(name), "the text is not UTF-8");
                    }
                });
    }

    Map<String, Object> json(String name) {
        return Json.readObject(text(name), where(name));
    }

    Map<String, TensorData> tensors(String name) {
        return read(name, (in, entry) -> Safetensors.read(in, entry.size(), where(name)));
    }

    Optional<Map<String, TensorData>> tensorsIfThere(String name) {
        return entries.containsKey(name) ? Optional.of(tensors(name)) : Optional.empty();
    }

    /** Returns the names of entries in a folder, in the order of the file. */
    List<String> names(String folder) {
        List<String> names = new ArrayList<>(entries.keySet());
        names.removeIf(name -> !name.startsWith(folder));
        return names;
    }

    private void check(ContainerKind kind) {
        Map<String, Measure> listed = Format.read(file, kind, formatText());
        kind.checkNames(file, entries.keySet());
        for (Map.Entry<String, Entries.Entry> found : entries.entrySet()) {
            String name = found.getKey();
            if (name.equals(Container.FORMAT_ENTRY)) {
                continue;
            }
            Measure measure = listed.get(name);
            if (measure == null) {
                throw Entries.damaged(where(name), "format.json does not list the entry");
            }
            Measure actual = measure(name);
            if (actual.size() != measure.size() || !actual.sha256().equals(measure.sha256())) {
                throw Entries.damaged(where(name), "its digest is not the one in format.json");
            }
        }
        for (String name : listed.keySet()) {
            if (!entries.containsKey(name)) {
                throw Entries.missing(file, name);
            }
        }
    }

    private String formatText() {
        if (!entries.containsKey(Container.FORMAT_ENTRY)) {
            throw new DataException(
                    Problem.of("SORA-4401", "not a file that Sora wrote")
                            .where(file.toString())
                            .needs("a zip file with an entry " + Container.FORMAT_ENTRY)
                            .fix("name another file; 'sora train' calls its package model.sora"));
        }
        measure(Container.FORMAT_ENTRY);
        return text(Container.FORMAT_ENTRY);
    }

    /** Reads an entry once, holding nothing, and compares size and check sum with the zip's. */
    private Measure measure(String name) {
        Measure measure =
                read(
                        name,
                        (in, entry) -> {
                            Gauge gauge = new Gauge();
                            byte[] chunk = new byte[CHUNK];
                            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                                gauge.add(chunk, 0, n);
                                if (gauge.size() > entry.size()) {
                                    throw Entries.damaged(
                                            where(name), "it holds more than it says");
                                }
                            }
                            return gauge.measure();
                        });
        Entries.Entry entry = entries.get(name);
        if (measure.size() != entry.size() || measure.crc() != entry.crc()) {
            throw Entries.damaged(where(name), "its size or check sum is wrong");
        }
        return measure;
    }

    private interface EntryReader<T> {
        T read(InputStream in, Entries.Entry entry) throws IOException;
    }

    private <T> T read(String name, EntryReader<T> reader) {
        Entries.Entry entry = entries.get(name);
        if (entry == null) {
            throw Entries.missing(file, name);
        }
        try (InputStream in = zip.getInputStream(entry.zip())) {
            return reader.read(in, entry);
        } catch (IOException e) {
            throw Entries.damaged(where(name), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        close(zip);
    }

    private static void close(ZipFile zip) {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a file that was only read does not close", e);
        }
    }
}
