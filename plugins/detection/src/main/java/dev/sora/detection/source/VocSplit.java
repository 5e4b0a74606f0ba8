// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.source;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.reading.EntryStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A list of pictures, one a line: a name, with or without folders and ending. Names may contain
 * blanks; fields after the name, as in the lists of single classes of Pascal VOC, are not read.
 * {@link ListedNames} tells them apart.
 */
final class VocSplit {

    private static final int SHOWN = 12;

    private final String where;

    /** The lines by the stems of the annotations that they name. */
    private final Map<String, String> lines;

    private VocSplit(String where, Map<String, String> lines) {
        this.where = where;
        this.lines = lines;
    }

    /**
     * Reads a list.
     *
     * @param split its name or path
     * @param lists the names of all text files of the store
     * @param annotations the names of all annotations of the store
     * @throws DataException if there is no such list, or a line of it has no annotation
     */
    static VocSplit of(
            String split,
            EntryStore store,
            List<String> lists,
            List<String> annotations,
            Path path) {
        Set<String> known = new HashSet<>();
        annotations.forEach(annotation -> known.add(PictureFinder.stem(annotation)));
        String name = list(split, lists, path);
        try (EntryStore.Cursor cursor = store.open(name::equals)) {
            String text =
                    new String(
                            cursor.next().orElseThrow(() -> missing(split, lists, path)).bytes(),
                            StandardCharsets.UTF_8);
            Map<String, String> lines = new ListedNames(store.place(name), known).of(text);
            VocSplit read = new VocSplit(store.place(name), lines);
            read.check(known);
            return read;
        }
    }

    private static String list(String split, List<String> lists, Path path) {
        String file = split.endsWith(VocChoice.LIST) ? split : split + VocChoice.LIST;
        List<String> ends = List.of("ImageSets/Main/" + file, "ImageSets/" + file, file);
        for (String end : ends) {
            List<String> found =
                    lists.stream()
                            .filter(name -> name.equals(end) || name.endsWith("/" + end))
                            .toList();
            if (found.size() == 1) {
                return found.get(0);
            }
            if (found.size() > 1) {
                throw new DataException(
                        Problem.of(
                                        "SORA-4352",
                                        "several files could be the split '%s'".formatted(split))
                                .where(path.toString())
                                .have(String.join(", ", found))
                                .fix("write the path of one of them, or name a folder in 'path'"));
            }
        }
        throw missing(split, lists, path);
    }

    private static DataException missing(String split, List<String> lists, Path path) {
        String have = String.join(", ", lists.subList(0, Math.min(SHOWN, lists.size())));
        return new DataException(
                Problem.of("SORA-4353", "there is no split '%s'".formatted(split))
                        .where(path.toString())
                        .needs(
                                "a file ImageSets/Main/%s.txt, or another text file of this name"
                                        .formatted(split))
                        .have(have.isEmpty() ? "no text files" : have)
                        .fix(
                                "name one of them, or leave 'split' out and name its folder in 'path'"));
    }

    boolean contains(String annotation) {
        return lines.containsKey(PictureFinder.stem(annotation));
    }

    private void check(Set<String> known) {
        List<String> without =
                lines.entrySet().stream()
                        .filter(line -> !known.contains(line.getKey()))
                        .map(line -> ListedNames.shown(line.getValue()))
                        .toList();
        if (lines.isEmpty() || !without.isEmpty()) {
            throw new DataException(
                    Problem.of(
                                    "SORA-4354",
                                    lines.isEmpty()
                                            ? "a split lists no picture"
                                            : "a split lists pictures that have no annotation")
                            .where(where)
                            .needs("names of annotations, one a line")
                            .have(
                                    "%d of %d without one: %s"
                                            .formatted(
                                                    without.size(),
                                                    lines.size(),
                                                    String.join(
                                                            ", ",
                                                            without.subList(
                                                                    0,
                                                                    Math.min(
                                                                            SHOWN,
                                                                            without.size())))))
                            .fix("correct the list, or name another one"));
        }
    }
}
