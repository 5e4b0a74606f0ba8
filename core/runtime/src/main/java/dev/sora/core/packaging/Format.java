// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.Json;
import dev.sora.core.io.ReadProblems;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code format.json}, the description of a container. */
final class Format {

    private Format() {}

    /**
     * Returns size and digests of the entries.
     *
     * @throws DataException if the container is newer than this reader, or of another kind
     */
    static Map<String, Measure> read(Path file, ContainerKind kind, String text) {
        String where = file + ", " + Container.FORMAT_ENTRY;
        Map<String, Object> tree = Json.readObject(text, where);
        if (!(tree.get("format") instanceof Long number) || number < 1) {
            throw ReadProblems.malformed(where, "the format has no number");
        }
        if (!kind.word().equals(tree.get("kind"))) {
            throw new DataException(
                    Problem.of("SORA-4409", "the file is of another kind")
                            .where(where)
                            .needs("kind '%s'".formatted(kind.word()))
                            .have(
                                    "kind '%s'"
                                            .formatted(
                                                    Entries.printable(
                                                            String.valueOf(tree.get("kind")))))
                            .fix("name another file; 'sora train' calls its package model.sora"));
        }
        if (number > kind.format()) {
            throw new DataException(
                    Problem.of("SORA-4402", "the file was written by a newer Sora")
                            .where(where)
                            .needs("format %d".formatted(kind.format()))
                            .have("format %d".formatted(number))
                            .fix("install a newer Sora"));
        }
        if (number < kind.format()) {
            throw new DataException(
                    Problem.of("SORA-4410", "the file was written by an older Sora")
                            .where(where)
                            .needs("format %d".formatted(kind.format()))
                            .have("format %d".formatted(number))
                            .fix(
                                    "train again, or use it with the Sora that wrote it; its entry"
                                            + " manifest.yaml says how it was trained"));
        }
        if (!(tree.get("entries") instanceof Map<?, ?> entries)) {
            throw ReadProblems.malformed(where, "the entries are not listed");
        }
        Map<String, Measure> measures = new LinkedHashMap<>();
        entries.forEach((name, entry) -> measures.put((String) name, measure(entry, where)));
        return measures;
    }

    private static Measure measure(Object entry, String where) {
        if (entry instanceof Map<?, ?> map
                && map.get("size") instanceof Long size
                && map.get("sha256") instanceof String sha256) {
            return new Measure(size, 0, sha256);
        }
        throw ReadProblems.malformed(where, "an entry is listed without size and digest");
    }
}
