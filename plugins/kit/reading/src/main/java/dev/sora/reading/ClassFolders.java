// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import dev.sora.data.TextForm;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Files in folders, of which each is a class. */
public final class ClassFolders {

    private ClassFolders() {}

    /**
     * Returns the name of the folder that a file lies in, as names are compared: a folder that one
     * file system names with composed letters and another with single accents is one class. Empty
     * if the file lies in none.
     */
    public static String of(String name) {
        int end = name.lastIndexOf('/');
        return end < 0
                ? ""
                : TextForm.nameOf(name.substring(name.lastIndexOf('/', end - 1) + 1, end));
    }

    /** Chooses names folder by folder in turn, so that a small part still has all classes. */
    public static Set<String> evenly(List<String> names, long count) {
        Map<String, Deque<String>> folders = new TreeMap<>();
        for (String name : names) {
            folders.computeIfAbsent(of(name), f -> new ArrayDeque<>()).add(name);
        }
        Set<String> chosen = new HashSet<>();
        boolean any = true;
        while (any && chosen.size() < count) {
            any = false;
            for (Deque<String> folder : folders.values()) {
                if (!folder.isEmpty() && chosen.size() < count) {
                    chosen.add(folder.poll());
                    any = true;
                }
            }
        }
        return chosen;
    }

    /**
     * Returns whether all files within a folder lie in folders that may be classes: at least two of
     * them.
     *
     * @param within the folder; all files if empty
     */
    public static boolean areClasses(Collection<String> names, String within) {
        Set<String> folders = new HashSet<>();
        for (String name : names) {
            if (within.isEmpty() || name.startsWith(within + "/")) {
                String below = within.isEmpty() ? name : name.substring(within.length() + 1);
                if (!below.contains("/")) {
                    return false;
                }
                folders.add(of(below));
            }
        }
        return folders.size() > 1;
    }
}
