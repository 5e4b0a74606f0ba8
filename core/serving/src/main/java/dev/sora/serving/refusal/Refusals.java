// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.refusal;

import dev.sora.problem.Problem;
import java.util.Collection;
import java.util.List;

/** Creates the refusals that several parts of the server share. */
public final class Refusals {

    private static final int SHOWN = 60;

    private Refusals() {}

    /** Returns text of a client, cut to a length that fits into a message. */
    public static String shown(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints()
                .limit(SHOWN)
                .forEach(c -> safe.appendCodePoint(Character.isISOControl(c) ? '\ufffd' : c));
        return safe.length() < text.length() ? safe + "…" : safe.toString();
    }

    /** Refuses a model that is not served. */
    public static RefusedException unknownModel(String name, Collection<String> served) {
        return new RefusedException(
                404,
                Problem.of("SORA-6103", "no model '%s' is served".formatted(shown(name)))
                        .have(served.isEmpty() ? "no models" : names(served)));
    }

    /** Refuses a version that is not served. */
    public static RefusedException unknownVersion(
            String name, String version, Collection<String> served) {
        return new RefusedException(
                404,
                Problem.of(
                                "SORA-6104",
                                "the model '%s' has no version '%s'"
                                        .formatted(name, shown(version)))
                        .have(names(served)));
    }

    /** Refuses a request with a body or parameter that does not fit. */
    public static RefusedException malformed(String message, String needs, String have) {
        return malformed("", message, needs, have);
    }

    /**
     * Refuses a request with a body or parameter that does not fit.
     *
     * @param where the part of the request
     */
    public static RefusedException malformed(
            String where, String message, String needs, String have) {
        return new RefusedException(
                400, Problem.of("SORA-6108", message).where(where).needs(needs).have(shown(have)));
    }

    /**
     * Refuses a request that is too large.
     *
     * @param needs how large it may be
     */
    public static RefusedException largeRequest(String needs) {
        return new RefusedException(
                413,
                Problem.of("SORA-6107", "the request is too large")
                        .needs(needs)
                        .fix("send fewer records in a request"));
    }

    /** Refuses a request whose answer is too large. */
    public static RefusedException largeAnswer() {
        return new RefusedException(
                413,
                Problem.of("SORA-6107", "the answer is too large")
                        .fix("send fewer records in a request"));
    }

    /** Refuses a request because the server ends, or the version is closed. */
    public static RefusedException ending() {
        return new RefusedException(
                503,
                Problem.of("SORA-6118", "the server is ending")
                        .fix("send the request to another server, or again after a restart"),
                1);
    }

    /** Refuses a request because too many records wait. */
    public static RefusedException full(int waiting, long seconds) {
        return new RefusedException(
                503,
                Problem.of("SORA-6116", "too many records wait for this model")
                        .have("%d records".formatted(waiting))
                        .fix("send it again after the seconds in Retry-After"),
                seconds);
    }

    /** Refuses a request that cannot be, or was not, answered in its time. */
    public static RefusedException late(long seconds) {
        return new RefusedException(
                503,
                Problem.of("SORA-6117", "the request cannot be answered in its time")
                        .fix(
                                "send it again after the seconds in Retry-After, or with a larger"
                                        + " Sora-Deadline-Ms"),
                seconds);
    }

    private static String names(Collection<String> all) {
        List<String> first = all.stream().sorted().limit(20).toList();
        return String.join(", ", first) + (all.size() > first.size() ? ", …" : "");
    }
}
