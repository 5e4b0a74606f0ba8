// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.lock;

import dev.sora.core.packaging.Lock.DataFile;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the differences between the files of data and those of a lock.
 *
 * <p>Data may have been moved: a file is identified by its split and its path below the common
 * folder of all files of the split.
 */
final class DataDifferences {

    /** The maximum number of names in a message. */
    private static final int NAMED = 20;

    private final Path file;
    private final List<DataFile> locked;
    private final List<DataFile> here;
    private final List<Problem> problems = new ArrayList<>();

    DataDifferences(Path file, List<DataFile> locked, List<DataFile> here) {
        this.file = file;
        this.locked = locked;
        this.here = here;
    }

    /** Returns all differences: one problem for each split and kind, which names the files. */
    List<Problem> problems() {
        Set<String> parts = new LinkedHashSet<>();
        locked.forEach(f -> parts.add(f.part()));
        here.forEach(f -> parts.add(f.part()));
        for (String part : parts) {
            compare(part, byName(part, locked), byName(part, here));
        }
        return problems;
    }

    private void compare(String part, Map<String, DataFile> before, Map<String, DataFile> now) {
        List<String> changed = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        List<String> more = new ArrayList<>();
        before.forEach(
                (name, was) -> {
                    DataFile is = now.get(name);
                    if (is == null) {
                        gone.add(name);
                    } else if (is.sha256().isEmpty() && !was.sha256().isEmpty()) {
                        gone.add(is.path() + " (no such file)");
                    } else if (!was.sha256().equals(is.sha256())) {
                        changed.add(
                                "%s (%,d bytes, SHA-256 %s)"
                                        .formatted(is.path(), is.size(), is.sha256()));
                    }
                });
        now.keySet().stream().filter(name -> !before.containsKey(name)).forEach(more::add);
        add("SORA-3630", "a file of the %s data was changed since the lock", part, changed);
        add("SORA-3631", "a file of the %s data that the lock pins is missing", part, gone);
        add("SORA-3632", "the lock does not name a file of the %s data", part, more);
        if (gone.isEmpty()
                && more.isEmpty()
                && !List.copyOf(before.keySet()).equals(List.copyOf(now.keySet()))) {
            add(
                    "SORA-3633",
                    "the files of the %s data come in another order than the lock says",
                    part,
                    List.copyOf(now.keySet()));
        }
    }

    private void add(String code, String message, String part, List<String> files) {
        if (!files.isEmpty()) {
            int rest = files.size() - NAMED;
            problems.add(
                    Problem.of(code, message.formatted(part))
                            .where(file.toString())
                            .have(
                                    String.join(
                                                    ", ",
                                                    files.subList(0, Math.min(NAMED, files.size())))
                                            + (rest > 0 ? " and %,d more".formatted(rest) : ""))
                            .fix("use the data as it was, or train without --frozen"));
        }
    }

    private static Map<String, DataFile> byName(String part, List<DataFile> files) {
        List<DataFile> own = files.stream().filter(f -> f.part().equals(part)).toList();
        int common = common(own);
        Map<String, DataFile> byName = new LinkedHashMap<>();
        own.forEach(f -> byName.put(plain(f.path()).substring(common), f));
        return byName;
    }

    /** Returns a path with the separators of this system; a lock may come from another. */
    private static String plain(String path) {
        return path.replace('\\', '/');
    }

    /** Returns the length of the path of the common folder of all files. */
    private static int common(List<DataFile> files) {
        String folder = null;
        for (DataFile next : files) {
            String path = plain(next.path());
            String own = path.substring(0, path.lastIndexOf('/') + 1);
            folder = folder == null ? own : folder;
            while (!own.startsWith(folder)) {
                folder = folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
            }
        }
        return folder == null ? 0 : folder.length();
    }
}
