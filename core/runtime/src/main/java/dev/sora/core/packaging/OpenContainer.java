// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.Json;
import dev.sora.core.io.ReadProblems;
import dev.sora.core.io.Safetensors;
import dev.sora.core.io.TensorData;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipFile;

/**
 * An open container. Each entry is read once, and digested while it is read; {@link #finish}
 * digests the entries that were not read.
 *
 * <p>The file is untrusted: {@link Entries} checks the zip, {@link Format} checks the description
 * of the entries, and no content is returned before the digest of its whole entry has been
 * compared. An entry that is both damaged and malformed is reported as damaged.
 */
final class OpenContainer implements AutoCloseable {

    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final ZipFile zip;
    private final Map<String, Entries.Entry> entries;
    private final Set<String> read = new HashSet<>();
    private Map<String, Measure> listed = Map.of();

    private OpenContainer(Path file, ZipFile zip, Map<String, Entries.Entry> entries) {
        this.file = file;
        this.zip = zip;
        this.entries = entries;
    }

    /**
     * Opens a container and checks its description.
     *
     * @throws DataException if it is not one, is of another kind, or lacks an entry
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

    /** Returns an entry as a string. */
    String text(String name) {
        return read(
                name,
                (in, entry) -> {
                    if (entry.size() > Container.MAX_TEXT) {
                        throw Entries.tooLarge(where(name), entry.size());
                    }
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

    /**
     * Returns the learned preprocessing of a particle: a tree, with the tensors beside it if there
     * are any.
     */
    State state(String json, String tensors) {
        Map<String, TensorData> beside =
                entries.containsKey(tensors)
                        ? read(
                                tensors,
                                (in, entry) ->
                                        Safetensors.read(
                                                in,
                                                entry.size(),
                                                where(tensors),
                                                TensorData.Type.LEARNED))
                        : Map.of();
        return new SavedState(json(json), beside).state(where(json));
    }

    Optional<Map<String, Object>> jsonIfThere(String name) {
        return entries.containsKey(name) ? Optional.of(json(name)) : Optional.empty();
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
        Map<String, Measure> found = Format.read(file, kind, formatText());
        kind.checkNames(file, entries.keySet());
        for (String name : entries.keySet()) {
            if (!name.equals(Container.FORMAT_ENTRY) && !found.containsKey(name)) {
                throw Entries.damaged(where(name), "format.json does not list the entry");
            }
        }
        for (String name : found.keySet()) {
            if (!entries.containsKey(name)) {
                throw Entries.missing(file, name);
            }
        }
        listed = found;
    }

    private String formatText() {
        if (!entries.containsKey(Container.FORMAT_ENTRY)) {
            throw new DataException(
                    Problem.of("SORA-4401", "not a file that Sora wrote")
                            .where(file.toString())
                            .needs("a zip file with an entry " + Container.FORMAT_ENTRY)
                            .fix("name another file; 'sora train' calls its package model.sora"));
        }
        return text(Container.FORMAT_ENTRY);
    }

    /**
     * Checks the entries that were not read.
     *
     * @throws DataException if one of them is damaged
     */
    void finish() {
        for (String name : entries.keySet()) {
            if (!read.contains(name)) {
                read(name, (in, entry) -> name);
            }
        }
    }

    private interface EntryReader<T> {
        T read(InputStream in, Entries.Entry entry) throws IOException;
    }

    private <T> T read(String name, EntryReader<T> reader) {
        Entries.Entry entry = entries.get(name);
        if (entry == null) {
            throw Entries.missing(file, name);
        }
        read.add(name);
        try (InputStream packed = zip.getInputStream(entry.zip());
                Gauged in = new Gauged(packed, name, entry)) {
            T result;
            try {
                result = reader.read(in, entry);
            } catch (DataException e) {
                // damaged content is reported as damaged, not as malformed
                in.check();
                throw e;
            }
            in.check();
            return result;
        } catch (IOException e) {
            throw Entries.damaged(where(name), String.valueOf(e.getMessage()));
        }
    }

    /** An entry that is measured while it is read. */
    private final class Gauged extends FilterInputStream {

        private final String name;
        private final Entries.Entry entry;
        private final DigestingStream gauge = new DigestingStream();

        Gauged(InputStream in, String name, Entries.Entry entry) {
            super(in);
            this.name = name;
            this.entry = entry;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int count = in.read(into, from, length);
            if (count > 0) {
                gauge.add(into, from, count);
                if (gauge.size() > entry.size()) {
                    throw Entries.damaged(where(name), "it contains more data than it declares");
                }
            }
            return count;
        }

        @Override
        public long skip(long count) {
            throw new UnsupportedOperationException("every byte is measured");
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        /** Reads the rest, and compares size, check sum and digest. */
        void check() throws IOException {
            byte[] chunk = new byte[CHUNK];
            int count;
            do {
                count = read(chunk, 0, chunk.length);
            } while (count >= 0);
            Measure actual = gauge.measure();
            if (actual.size() != entry.size() || actual.crc() != entry.crc()) {
                throw Entries.damaged(where(name), "its size or check sum is wrong");
            }
            Measure measure = listed.get(name);
            if (measure != null
                    && (actual.size() != measure.size()
                            || !actual.sha256().equals(measure.sha256()))) {
                throw Entries.damaged(where(name), "its digest is not the one in format.json");
            }
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
