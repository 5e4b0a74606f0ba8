// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

/**
 * The size of a label in a drawing, in pixels. The fonts of the reader are unknown, so it is
 * estimated, rather too wide than too narrow.
 */
final class LabelText {

    private static final String NARROW = "ijltfrI.,:;|!'`()[]{} ";
    private static final String WIDE = "mwMW@%&—";

    private LabelText() {}

    /** Returns the width of a label in a font of the given size in pixels. */
    static double width(String label, int font) {
        return font * label.codePoints().mapToDouble(LabelText::share).sum();
    }

    /**
     * Returns the label, or its beginning and end if it is wider than the available space: many
     * long names differ only at their end. Surrogate pairs and combined characters are not split.
     */
    static String fitted(String label, int font, double room) {
        int[] points = label.codePoints().toArray();
        double all = 0;
        for (int at = 0; at < points.length && all <= room; at++) {
            all += font * share(points[at]);
        }
        if (all <= room) {
            return label;
        }
        double left = room - font;
        int head = 0;
        double used = 0;
        while (head < points.length && used + font * share(points[head]) <= left * 2 / 3) {
            used += font * share(points[head++]);
        }
        int tail = points.length;
        while (tail > head && used + font * share(points[tail - 1]) <= left) {
            used += font * share(points[--tail]);
        }
        while (tail < points.length && joins(points[tail])) {
            tail++;
        }
        return new String(points, 0, head) + "…" + new String(points, tail, points.length - tail);
    }

    /** Returns the width of a character as a fraction of the font size. */
    private static double share(int point) {
        if (joins(point)) {
            return 0;
        }
        if (point >= 0x1100 && Character.isIdeographic(point) || isFull(point)) {
            return 1.05;
        }
        if (NARROW.indexOf(point) >= 0) {
            return 0.4;
        }
        return WIDE.indexOf(point) >= 0 ? 1 : Character.isUpperCase(point) ? 0.72 : 0.62;
    }

    /** Returns whether a character combines with the one before it or is invisible. */
    private static boolean joins(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
            default -> false;
        };
    }

    /** Returns whether a character has full width: kana, Hangul, full-width forms, pictographs. */
    private static boolean isFull(int point) {
        return point >= 0x1100 && point <= 0x115f
                || point >= 0x3000 && point <= 0x30ff
                || point >= 0xac00 && point <= 0xd7a3
                || point >= 0xff01 && point <= 0xff60
                || point >= 0x1f000 && point <= 0x1ffff;
    }
}
