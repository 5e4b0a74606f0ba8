// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.source;

import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.passed.Overlooked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the picture of an annotation: one of the same name without its ending, otherwise one with
 * the name that the annotation states. Of several, the nearest: in the same folder, or in the
 * folder that differs in one part of its path, such as {@code JPEGImages} for {@code Annotations}.
 */
final class PictureFinder {

    private final List<String> pictures;
    private final Map<String, List<String>> byStem = new HashMap<>();

    PictureFinder(List<String> pictures) {
        this.pictures = pictures;
        for (String name : pictures) {
            byStem.computeIfAbsent(stem(name), key -> new ArrayList<>(1)).add(name);
        }
    }

    /** Returns the last part of a path without its ending. */
    static String stem(String path) {
        String last = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        int dot = last.lastIndexOf('.');
        return dot > 0 ? last.substring(0, dot) : last;
    }

    /**
     * Returns the name of the picture.
     *
     * @param file the name of the annotation
     * @param stated the name of the picture that it states; may be empty
     * @throws RecordException if there is none, or several are equally near
     */
    String find(String file, String stated, String where) {
        List<String> own = byStem.getOrDefault(stem(file), List.of());
        List<String> found = own.isEmpty() ? byStem.getOrDefault(stem(stated), List.of()) : own;
        if (found.isEmpty()) {
            throw missing(
                    where,
                    "a picture '%s'%s"
                            .formatted(stem(file), stated.isEmpty() ? "" : " or '" + stated + "'"));
        }
        int best = Integer.MIN_VALUE;
        List<String> nearest = new ArrayList<>();
        for (String picture : found) {
            int near = nearness(folders(file), folders(picture));
            if (near > best) {
                nearest.clear();
                best = near;
            }
            if (near == best) {
                nearest.add(picture);
            }
        }
        if (nearest.size() > 1) {
            throw several(where, nearest);
        }
        return nearest.get(0);
    }

    /**
     * Returns the picture with a name: the one whose path ends in it, otherwise the one whose last
     * part is the last part of the name.
     *
     * @throws RecordException if there is none, or there are several
     */
    String named(String name, String where) {
        String path = name.replace('\\', '/').replaceFirst("^(\\./|/)+", "");
        String last = path.substring(path.lastIndexOf('/') + 1);
        List<String> same =
                byStem.getOrDefault(stem(last), List.of()).stream()
                        .filter(each -> each.equals(last) || each.endsWith("/" + last))
                        .toList();
        List<String> found =
                same.stream()
                        .filter(each -> each.equals(path) || each.endsWith("/" + path))
                        .toList();
        List<String> chosen = found.isEmpty() ? same : found;
        if (chosen.contains(path)) {
            return path;
        }
        if (chosen.isEmpty() || last.isEmpty()) {
            throw missing(where, "a picture '%s'".formatted(name));
        }
        if (chosen.size() > 1) {
            throw several(where, chosen);
        }
        return chosen.get(0);
    }

    private RecordException missing(String where, String needs) {
        return new RecordException(
                Problem.of("SORA-4343", "the picture of an annotation is missing")
                        .where(where)
                        .needs(needs)
                        .have("%d pictures of other names".formatted(pictures.size()))
                        .fix("fetch the picture, or set 'on_error: skip'"));
    }

    private static RecordException several(String where, List<String> found) {
        return new RecordException(
                Problem.of("SORA-4347", "several pictures have the name of an annotation")
                        .where(where)
                        .have(String.join(", ", found))
                        .fix("leave one of them in the folder, or set 'on_error: skip'"));
    }

    private static String[] folders(String name) {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? new String[0] : name.substring(0, slash).split("/");
    }

    private static int nearness(String[] one, String[] other) {
        int differences = Math.abs(one.length - other.length) * 2;
        for (int i = 0; i < Math.min(one.length, other.length); i++) {
            differences += one[i].equals(other[i]) ? 0 : 1;
        }
        return -differences;
    }

    /** Counts pictures that no annotation is about. */
    void unused(Set<String> used, Overlooked overlooked) {
        for (String picture : pictures) {
            if (!used.contains(picture)) {
                overlooked.add(
                        new Overlooked.Reason("pictures without an annotation that is read", ""),
                        picture);
            }
        }
    }
}
