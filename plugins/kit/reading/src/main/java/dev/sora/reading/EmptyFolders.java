// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import dev.sora.source.PassedOver;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds folders of a store in which no file is read, such as a class without records. */
public final class EmptyFolders {

    private EmptyFolders() {}

    /** Returns the topmost of these folders; empty if there are none. */
    public static List<PassedOver> find(EntryStore store) {
        Set<String> used = new HashSet<>();
        for (String name : store.names()) {
            String folder = parent(Entries.plain(name));
            while (!folder.isEmpty() && used.add(folder)) {
                folder = parent(folder);
            }
        }
        List<String> empty =
                store.folders().stream()
                        .filter(folder -> !used.contains(folder))
                        .filter(folder -> parent(folder).isEmpty() || used.contains(parent(folder)))
                        .toList();
        return empty.isEmpty()
                ? List.of()
                : List.of(
                        PassedOver.of(
                                "folders in which nothing is read: no class is learned from them",
                                empty.size(),
                                empty,
                                "put readable files into them, or remove them"));
    }

    private static String parent(String path) {
        int end = path.lastIndexOf('/');
        return end < 0 ? "" : path.substring(0, end);
    }
}
