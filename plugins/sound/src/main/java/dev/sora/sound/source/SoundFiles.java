// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.source;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.ClassFolders;
import dev.sora.reading.EntryStore;
import dev.sora.reading.Place;
import dev.sora.source.PassedOver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** The WAV files of a folder or archive, with what their names say. */
final class SoundFiles {

    /** The maximum size of a file. */
    private static final int MOST_BYTES = 256 << 20;

    private final Path path;
    private final boolean labelled;
    private final Optional<NamePattern> pattern;
    private final EntryStore store;
    private final Set<String> wanted;
    private final List<String> names;

    /**
     * Lists the files.
     *
     * @param labelled whether the folder of a file is a column, the first one
     * @param pattern what the names mean, if anything
     * @param columns the columns that folder and name give
     * @param classes the position of the column from whose values a limit chooses evenly
     */
    SoundFiles(
            Path path,
            boolean labelled,
            Optional<NamePattern> pattern,
            List<String> columns,
            int classes,
            Only only,
            OptionalLong limit) {
        this.path = path;
        this.labelled = labelled;
        this.pattern = pattern;
        store = EntryStore.of(path, new SoundChoice(), MOST_BYTES);
        List<String> kept = new ArrayList<>();
        for (String name : store.names()) {
            // a name without a meaning is reported when its record is read
            Optional<List<String>> values = values(name);
            if (values.isEmpty() || only.allows(columns, values.get())) {
                kept.add(name);
            }
        }
        if (kept.isEmpty()) {
            throw nothing();
        }
        if (limit.isPresent() && limit.getAsLong() < kept.size()) {
            Set<String> even = evenly(kept, classes, limit.getAsLong());
            kept.removeIf(name -> !even.contains(name));
        }
        names = List.copyOf(kept);
        wanted = new HashSet<>(kept);
    }

    /** Chooses from each folder, or from each value of a field. */
    private Set<String> evenly(List<String> all, int classes, long count) {
        if (labelled || pattern.isEmpty()) {
            return ClassFolders.evenly(all, count);
        }
        java.util.Map<String, String> byLabel = new java.util.LinkedHashMap<>();
        for (String name : all) {
            String label = values(name).map(v -> v.get(classes)).orElse("");
            byLabel.put(label.replace('/', ' ') + "/" + name.replace('/', ':'), name);
        }
        return ClassFolders.evenly(List.copyOf(byLabel.keySet()), count).stream()
                .map(byLabel::get)
                .collect(Collectors.toSet());
    }

    /** Returns the names of the files that are read, in order. */
    List<String> names() {
        return names;
    }

    /** Starts a pass over the files. */
    EntryStore.Cursor open() {
        return store.open(wanted::contains);
    }

    /** Starts a pass over some of the files. */
    EntryStore.Cursor open(Set<String> some) {
        return store.open(some::contains);
    }

    /** Returns what folder and name say; empty if the name does not match the pattern. */
    Optional<List<String>> values(String name) {
        List<String> values = new ArrayList<>();
        if (labelled) {
            String folder = ClassFolders.of(name);
            if (folder.isEmpty() || folder.equals(".")) {
                throw new DataException(
                        Problem.of("SORA-4526", "a sound is not in a class folder")
                                .where(store.place(name))
                                .needs("a folder for each class, with its sounds in it")
                                .fix(
                                        "set 'labels: none' if the sounds have no classes, or"
                                                + " 'names' if their names tell"));
            }
            values.add(folder);
        }
        if (pattern.isPresent()) {
            Optional<List<String>> fields = pattern.get().match(name);
            if (fields.isEmpty()) {
                return Optional.empty();
            }
            values.addAll(fields.get());
        }
        return Optional.of(values);
    }

    /** Returns what folder and name say. */
    List<String> meaning(String name) {
        return values(name)
                .orElseThrow(
                        () ->
                                new RecordException(
                                        Problem.of(
                                                        "SORA-4527",
                                                        "the name of a sound does not match 'names'")
                                                .where(store.place(name))
                                                .needs(pattern.orElseThrow().text())
                                                .have(name)
                                                .fix(
                                                        "rename the file, correct 'names', or set"
                                                                + " 'on_error: skip'")));
    }

    String origin(String name) {
        return store.origin(name);
    }

    String place(String name) {
        return store.place(name);
    }

    List<Path> files() {
        return Files.isDirectory(path)
                ? names.stream().map(path::resolve).toList()
                : List.of(Place.of(path).file());
    }

    List<PassedOver> passedOver() {
        return store.passedOver();
    }

    private DataException nothing() {
        String passed =
                store.passedOver().stream()
                        .map(what -> "%d %s".formatted(what.count(), what.reason()))
                        .collect(Collectors.joining("; "));
        String have =
                store.names().isEmpty()
                        ? passed
                        : "%d WAV files, none with the values in 'only'"
                                .formatted(store.names().size());
        return new DataException(
                Problem.of("SORA-4528", "no sound was found")
                        .where(path.toString())
                        .needs("WAV files")
                        .have(have.isEmpty() ? "0 files" : have)
                        .fix("check the path" + (store.names().isEmpty() ? "" : " and 'only'")));
    }
}
