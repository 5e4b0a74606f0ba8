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

/** Assigns files to classes by their folders. */
public final class ClassFolders {

    private ClassFolders() {}

    /**
     * Returns the name of the folder of a file, in the form in which names are compared: file
     * systems store composed or decomposed letters, and both are one class. Empty if the file is in
     * no folder.
     */
    public static String of(String name) {
        int end = name.lastIndexOf('/');
        return end < 0
                ? ""
                : TextForm.nameOf(name.substring(name.lastIndexOf('/', end - 1) + 1, end));
    }

    /** Chooses names from each folder in turn, so that a small subset still has all classes. */
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
     * Returns whether all files within a folder are in sub-folders that can be classes: at least
     * two.
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
