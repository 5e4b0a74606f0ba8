// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import dev.sora.core.io.Markup;
import dev.sora.core.profile.NumberProfile;
import dev.sora.launcher.show.Words;
import java.util.Locale;
import java.util.Map;

/** Draws small plots as SVG. */
final class Plots {

    private static final int WIDTH = 340;
    private static final int HEIGHT = 90;
    private static final int ROW = 18;
    private static final int NAMES = 130;
    private static final int LONGEST = 18;

    private Plots() {}

    /** Returns a histogram with its range below. */
    static String histogram(NumberProfile numbers, String unit) {
        long most = 1;
        for (long bar : numbers.histogram()) {
            most = Math.max(most, bar);
        }
        StringBuilder svg = start(HEIGHT + 16, "histogram");
        double step = (double) WIDTH / numbers.histogram().length;
        for (int i = 0; i < numbers.histogram().length; i++) {
            double height = (double) numbers.histogram()[i] / most * HEIGHT;
            // A bin that is not empty is visible, however small its count.
            double seen = numbers.histogram()[i] == 0 ? 0 : Math.max(1, height);
            bar(svg, i * step + 0.5, HEIGHT - seen, step - 1, seen);
        }
        svg.append(
                "<line x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>".formatted(WIDTH, HEIGHT, HEIGHT));
        text(svg, 0, HEIGHT + 13, "start", Numbers.of(numbers.least()));
        text(
                svg,
                WIDTH,
                HEIGHT + 13,
                "end",
                Numbers.of(numbers.most()) + (unit.isEmpty() ? "" : " " + unit));
        return svg.append("</svg>").toString();
    }

    /** Returns one bar for each value, with its count. */
    static String bars(Map<String, Long> counts, long all) {
        if (counts.isEmpty()) {
            return "";
        }
        long most = counts.values().stream().mapToLong(n -> n).max().orElse(1);
        StringBuilder svg = start(counts.size() * ROW, "most frequent values");
        int at = 0;
        for (Map.Entry<String, Long> entry : counts.entrySet()) {
            double room = WIDTH - NAMES - 70.0;
            double width = Math.max(1, room * entry.getValue() / most);
            String name = entry.getKey();
            int end =
                    name.offsetByCodePoints(
                            0, Math.min(LONGEST, name.codePointCount(0, name.length())));
            text(
                    svg,
                    NAMES - 6,
                    at + ROW - 5,
                    "end",
                    end < name.length() ? name.substring(0, end) + "…" : name);
            bar(svg, NAMES, at + 3, width, ROW - 5);
            text(
                    svg,
                    NAMES + width + 5,
                    at + ROW - 5,
                    "start",
                    Words.count(entry.getValue()) + " · " + Shares.of(entry.getValue(), all));
            at += ROW;
        }
        return svg.append("</svg>").toString();
    }

    private static StringBuilder start(int height, String label) {
        return new StringBuilder(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                        .formatted(WIDTH + 40, height, label));
    }

    private static void bar(StringBuilder svg, double x, double y, double width, double height) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                        x,
                        y,
                        width,
                        height));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(
                        String.format(
                                Locale.ROOT,
                                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">",
                                x,
                                y,
                                anchor))
                .append(Markup.escaped(text))
                .append("</text>");
    }
}
