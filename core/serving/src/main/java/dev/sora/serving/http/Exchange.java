// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.problem.Problem;
import dev.sora.serving.batch.Batcher;
import dev.sora.serving.models.ServedVersion;
import dev.sora.serving.refusal.Refusals;
import dev.sora.serving.refusal.RefusedException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** A request and what is known of it so far, for its answer, the access log and the metrics. */
final class Exchange {

    /** The header with the milliseconds in which the client wants an answer. */
    static final String DEADLINE = "Sora-Deadline-Ms";

    private static final long MOST_MILLIS = 3_600_000;
    private static final byte[] NOTHING = {};

    private final Request request;
    private final Response response;
    private final Trace trace;
    private final long arrived;
    private volatile String client = "";
    private volatile boolean mayChange;
    private volatile long sent;
    private volatile String operation = "other";
    private volatile String model = "";
    private volatile String version = "";
    private volatile long received;
    private volatile long waited;
    private volatile long computed;
    private volatile byte[] body = NOTHING;
    private volatile int length;
    private volatile Optional<ServedVersion> checked = Optional.empty();

    Exchange(Request request, Response response) {
        this.request = request;
        this.response = response;
        // the time of its first byte, not of the thread that was found for it
        this.arrived = request.getBeginNanoTime();
        this.trace = Trace.of(request.getHeaders().get(Trace.HEADER));
    }

    Request request() {
        return request;
    }

    Response response() {
        return response;
    }

    Trace trace() {
        return trace;
    }

    String method() {
        return request.getMethod();
    }

    String path() {
        String path = request.getHttpURI().getCanonicalPath();
        return path == null ? "" : path;
    }

    String header(String name) {
        String value = request.getHeaders().get(name);
        return value == null ? "" : value;
    }

    /** Returns the type of the body, without parameters. */
    String contentType() {
        String type = header(HttpHeader.CONTENT_TYPE.asString());
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** Returns whether the client sends the body only once it is asked for it. */
    boolean waitsToSend() {
        return header(HttpHeader.EXPECT.asString()).equalsIgnoreCase("100-continue");
    }

    void client(String name) {
        client = name;
    }

    String client() {
        return client;
    }

    /** Notes whether the client may load and unload models. */
    void mayChange(boolean may) {
        mayChange = may;
    }

    boolean mayChange() {
        return mayChange;
    }

    /** Notes the length of the answer. */
    void sent(long bytes) {
        sent = bytes;
    }

    long sent() {
        return sent;
    }

    void operation(String name) {
        operation = name;
    }

    String operation() {
        return operation;
    }

    /** Notes the version that had room for the request before its body was sent. */
    void checked(ServedVersion version) {
        checked = Optional.of(version);
    }

    Optional<ServedVersion> checked() {
        return checked;
    }

    /** Notes which version answers; only names of models that are served. */
    void version(String ofModel, String named) {
        model = ofModel;
        version = named;
    }

    String model() {
        return model;
    }

    String version() {
        return version;
    }

    void body(byte[] bytes) {
        body = bytes;
        length = bytes.length;
        received = System.nanoTime() - arrived;
    }

    byte[] body() {
        return body;
    }

    /** Drops the body, which is not needed once it is read; its length stays known. */
    void dropBody() {
        body = NOTHING;
    }

    /** Returns the length of the body that was received. */
    int length() {
        return length;
    }

    void computed(Batcher.Answer answer) {
        waited = answer.waited();
        computed = answer.computed();
    }

    long arrived() {
        return arrived;
    }

    long received() {
        return received;
    }

    long waited() {
        return waited;
    }

    long computed() {
        return computed;
    }

    /**
     * Returns the time by which the answer must be computed, as {@link System#nanoTime()}.
     *
     * @param usual the time for a request that states none
     * @throws RefusedException if the header is not a number of milliseconds
     */
    long deadline(Duration usual) {
        String stated = header(DEADLINE);
        if (stated.isEmpty()) {
            return arrived + usual.toNanos();
        }
        try {
            long millis = Long.parseLong(stated.strip());
            if (millis >= 1 && millis <= MOST_MILLIS) {
                return arrived + Duration.ofMillis(millis).toNanos();
            }
        } catch (NumberFormatException e) {
            // refused below, as a number that is out of bounds
        }
        throw new RefusedException(
                400,
                Problem.of("SORA-6108", "the header %s does not fit".formatted(DEADLINE))
                        .needs("milliseconds from 1 to %d".formatted(MOST_MILLIS))
                        .have(Refusals.shown(stated)));
    }
}
