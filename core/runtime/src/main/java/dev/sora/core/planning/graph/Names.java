// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.graph;

/** The forms of names in manifests. */
public final class Names {

    private static final int MOST = 64;

    private Names() {}

    /** Returns whether a string can name a node: letters, digits, hyphen, underscore. */
    public static boolean isNode(String text) {
        return is(text, "_-");
    }

    /** Returns whether a string can name a metric; {@code loss} is reserved. */
    static boolean isMetric(String text) {
        return is(text, "_-.@:=") && !text.equals("loss") && !text.startsWith("val_");
    }

    private static boolean is(String text, String also) {
        if (text.isEmpty() || text.length() > MOST || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && (c < '0' || c > '9') && also.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
