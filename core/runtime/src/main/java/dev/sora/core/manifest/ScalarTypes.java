// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import java.math.BigInteger;

/**
 * Types of unquoted scalars by the core schema of YAML 1.2: {@code yes} and {@code on} are strings.
 */
final class ScalarTypes {

    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private ScalarTypes() {}

    /** Returns a {@link Long}, {@link Double}, {@link Boolean}, {@link String} or {@code null}. */
    static Object resolve(String text) {
        switch (text) {
            case "", "~", "null", "Null", "NULL":
                return null;
            case "true", "True", "TRUE":
                return true;
            case "false", "False", "FALSE":
                return false;
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF":
                return Double.POSITIVE_INFINITY;
            case "-.inf", "-.Inf", "-.INF":
                return Double.NEGATIVE_INFINITY;
            case ".nan", ".NaN", ".NAN":
                return Double.NaN;
            default:
                return text.length() > 100 ? text : number(text);
        }
    }

    private static Object number(String text) {
        if (text.startsWith("0x") && digits(text, 2, 16)) {
            return whole(new BigInteger(text.substring(2), 16));
        }
        if (text.startsWith("0o") && digits(text, 2, 8)) {
            return whole(new BigInteger(text.substring(2), 8));
        }
        int start = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        if (digits(text, start, 10)) {
            return whole(new BigInteger(text));
        }
        return isReal(text, start) ? (Object) Double.valueOf(text) : text;
    }

    private static Object whole(BigInteger value) {
        boolean fits = value.compareTo(LEAST) >= 0 && value.compareTo(MOST) <= 0;
        return fits ? (Object) value.longValue() : (Object) value.doubleValue();
    }

    private static boolean digits(String text, int start, int radix) {
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) > 'f' || Character.digit(text.charAt(i), radix) < 0) {
                return false;
            }
        }
        return text.length() > start;
    }

    /** {@code [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?} */
    private static boolean isReal(String text, int start) {
        int at = start;
        int before = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        int whole = at - before;
        int fraction = 0;
        if (at < text.length() && text.charAt(at) == '.') {
            before = ++at;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            fraction = at - before;
        }
        if (whole + fraction == 0) {
            return false;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
                at++;
            }
            return digits(text, at, 10);
        }
        return at == text.length();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
