// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares labels with numbers by value: {@code 2} before {@code 10}, {@code img9} before {@code
 * img10}.
 */
final class NaturalOrder implements Comparator<String> {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");
    private static final Pattern PIECE = Pattern.compile("\\d+|\\D+");

    @Override
    public int compare(String one, String other) {
        int order =
                NUMBER.matcher(one).matches() && NUMBER.matcher(other).matches()
                        ? new BigDecimal(one).compareTo(new BigDecimal(other))
                        : byPieces(one, other);
        return order != 0 ? order : one.compareTo(other);
    }

    private static int byPieces(String one, String other) {
        Matcher left = PIECE.matcher(one);
        Matcher right = PIECE.matcher(other);
        while (true) {
            boolean more = left.find();
            if (!right.find()) {
                return more ? 1 : 0;
            }
            if (!more) {
                return -1;
            }
            int order = compareTo(left.group(), right.group());
            if (order != 0) {
                return order;
            }
        }
    }

    private static int compareTo(String one, String other) {
        return Character.isDigit(one.charAt(0)) && Character.isDigit(other.charAt(0))
                ? new BigDecimal(one).compareTo(new BigDecimal(other))
                : one.compareTo(other);
    }
}
