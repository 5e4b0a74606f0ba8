// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.passed;

import dev.sora.source.PassedOver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts files that are not read, by reason, and keeps the first few names. Used by one thread. */
public final class Overlooked {

    /** The greatest number of reasons; more would hide the important ones. */
    private static final int MOST_REASONS = 16;

    private static final Reason OTHERS =
            new Reason("files of further kinds", "leave only what should be read in the folder");

    private final Map<Reason, Found> found = new LinkedHashMap<>();
    private long count;

    /**
     * The reason why a file is not read.
     *
     * @param text what such files have in common, as a continuation of "3"
     * @param fix what the user can do; empty if the user need not act
     */
    public record Reason(String text, String fix) {

        /** Hidden files and files of operating systems. */
        public static final Reason HIDDEN =
                new Reason("hidden files and folders, or those that an operating system left", "");

        /** Files that cannot be opened. */
        public static final Reason CLOSED =
                new Reason(
                        "files without permission to read them", "ask for permission to read them");

        /** Links to folders. */
        public static final Reason LINKS =
                new Reason(
                        "links to folders, which are not followed",
                        "put the folders themselves there");

        /** Links to what does not exist. */
        public static final Reason DANGLING =
                new Reason(
                        "links to files that do not exist",
                        "restore the files that they point to, or remove the links");
    }

    private static final class Found {
        private final List<String> examples = new ArrayList<>();
        private long count;
    }

    /** Counts a file. */
    public void add(Reason reason, String name) {
        Reason kept = found.size() < MOST_REASONS || found.containsKey(reason) ? reason : OTHERS;
        Found own = found.computeIfAbsent(kept, r -> new Found());
        own.count++;
        count++;
        if (own.examples.size() < PassedOver.MOST_EXAMPLES) {
            own.examples.add(name);
        }
    }

    /** Adds counts of another one. */
    public void add(Overlooked other) {
        other.found.forEach(
                (reason, own) -> {
                    own.examples.forEach(name -> add(reason, name));
                    long rest = own.count - own.examples.size();
                    if (rest > 0) {
                        found.get(found.containsKey(reason) ? reason : OTHERS).count += rest;
                        count += rest;
                    }
                });
    }

    /** Returns the number of counted files. */
    public long count() {
        return count;
    }

    /** Returns the counts; reasons that need attention come first. */
    public List<PassedOver> list() {
        List<PassedOver> list = new ArrayList<>();
        found.forEach(
                (reason, own) ->
                        list.add(
                                PassedOver.of(
                                        reason.text(), own.count, own.examples, reason.fix())));
        list.sort((a, b) -> Boolean.compare(b.needsAttention(), a.needsAttention()));
        return list;
    }
}
