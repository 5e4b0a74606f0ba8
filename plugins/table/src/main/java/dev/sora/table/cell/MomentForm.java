// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.cell;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Creates formatters from date patterns of Java, such as {@code dd/MM/yyyy HH:mm}, with strict
 * resolution.
 */
public final class MomentForm {

    private MomentForm() {}

    /**
     * Returns a formatter.
     *
     * @param pivot the first year of the century that two-digit years refer to
     * @throws IllegalArgumentException if the pattern is invalid, or valid but certainly a mistake;
     *     the message explains which
     */
    public static DateTimeFormatter of(String pattern, OptionalInt pivot, Locale locale) {
        List<String> parts = parts(pattern);
        advice(parts)
                .ifPresent(
                        wrong -> {
                            throw new IllegalArgumentException(wrong);
                        });
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        boolean era = parts.stream().anyMatch(part -> part.startsWith("G"));
        for (String part : parts) {
            if (part.equals("yy") || part.equals("uu")) {
                builder.appendValueReduced(
                        ChronoField.YEAR,
                        2,
                        2,
                        pivot.orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "years of two digits need 'pivot'")));
            } else {
                // 'y' is the year of an era, which strict resolution rejects without an era; 'u' is
                // the year
                builder.appendPattern(part.startsWith("y") && !era ? part.replace('y', 'u') : part);
            }
        }
        return builder.toFormatter(locale).withResolverStyle(ResolverStyle.STRICT);
    }

    /** Splits a pattern into runs of one letter, quoted text and other text. */
    private static List<String> parts(String pattern) {
        List<String> parts = new ArrayList<>();
        for (int at = 0; at < pattern.length(); ) {
            char c = pattern.charAt(at);
            int end = at + 1;
            if (c == '\'') {
                end = pattern.indexOf('\'', end) + 1;
                end = end == 0 ? pattern.length() : end;
            } else {
                while (end < pattern.length() && pattern.charAt(end) == c) {
                    end++;
                }
            }
            parts.add(pattern.substring(at, end));
            at = end;
        }
        return parts;
    }

    /** Returns the pattern letters that were probably intended. */
    private static Optional<String> advice(List<String> parts) {
        String letters = String.join("", parts.stream().map(p -> p.substring(0, 1)).toList());
        if (letters.contains("Y") && !letters.contains("w")) {
            return Optional.of("Y is the year of a week: write yyyy for the year");
        }
        if (letters.contains("D") && (letters.contains("M") || letters.contains("L"))) {
            return Optional.of("D is the day of the year: write dd for the day of the month");
        }
        boolean hour = letters.matches(".*[HkhK].*");
        if (letters.contains("m") && !hour) {
            return Optional.of("m is the minute: write MM for the month");
        }
        if (letters.matches(".*[hK].*") && !letters.contains("a") && !letters.contains("B")) {
            return Optional.of("h is the hour of a half day and needs a: write HH for 0 to 23");
        }
        return Optional.empty();
    }
}
