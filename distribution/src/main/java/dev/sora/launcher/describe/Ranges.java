// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Joins numbered names to ranges: {@code column1..column60}. */
final class Ranges {

    private static final int LEAST = 3;
    private static final Pattern COUNTED = Pattern.compile("(.*?)(0|[1-9]\\d{0,6})");

    private Ranges() {}

    /** Returns the names, with consecutive numbers joined. */
    static List<String> of(List<String> names) {
        List<String> written = new ArrayList<>();
        int at = 0;
        while (at < names.size()) {
            int end = at + 1;
            while (end < names.size() && follows(names.get(end - 1), names.get(end))) {
                end++;
            }
            if (end - at >= LEAST) {
                written.add(names.get(at) + ".." + names.get(end - 1));
            } else {
                written.addAll(names.subList(at, end));
            }
            at = end;
        }
        return written;
    }

    private static boolean follows(String before, String name) {
        Matcher one = COUNTED.matcher(before);
        Matcher next = COUNTED.matcher(name);
        return one.matches()
                && next.matches()
                && !one.group(1).contains("..")
                && one.group(1).equals(next.group(1))
                && Integer.parseInt(one.group(2)) + 1 == Integer.parseInt(next.group(2));
    }
}
