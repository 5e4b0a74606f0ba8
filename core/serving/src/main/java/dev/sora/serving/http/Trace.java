// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The context of a request in a distributed trace (W3C Trace Context, level 1). The trace of the
 * client is continued with a span of this server's own; a request without a valid one begins one.
 *
 * @param id the trace, 32 hexadecimal digits
 * @param parent the client's span; empty if the trace begins here
 * @param span this server's span, 16 hexadecimal digits
 * @param flags the flags, 2 hexadecimal digits
 */
record Trace(String id, String parent, String span, String flags) {

    /** The name of the header. */
    static final String HEADER = "traceparent";

    private static final Pattern FORM =
            Pattern.compile(
                    "(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    static Trace of(@Nullable String header) {
        Matcher given = FORM.matcher(header == null ? "" : header.strip());
        boolean valid = given.matches() && !isZero(given.group(1)) && !isZero(given.group(2));
        // version 00 has exactly four parts
        if (!valid || header.strip().startsWith("00") && header.strip().length() != 55) {
            return new Trace(random(TRACE_BYTES), "", random(SPAN_BYTES), "00");
        }
        return new Trace(given.group(1), given.group(2), random(SPAN_BYTES), given.group(3));
    }

    private static boolean isZero(String digits) {
        return digits.chars().allMatch(c -> c == '0');
    }

    private static String random(int bytes) {
        byte[] drawn = new byte[bytes];
        RANDOM.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    /** Returns the header for the answer. */
    String header() {
        return "00-" + id + "-" + span + "-" + flags;
    }
}
