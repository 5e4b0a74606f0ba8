// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.run;

import dev.sora.problem.Problem;
import dev.sora.serving.refusal.OwnHosts;
import dev.sora.serving.refusal.RefusalBody;
import dev.sora.serving.refusal.Refusals;
import dev.sora.serving.refusal.RefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers the requests of the page: its files, the events, and the stop of the run. Everyone on
 * this machine may look; only who has the token may stop.
 */
final class RunHandler extends Handler.Abstract {

    /** The header that a page of another site cannot set. */
    static final String TOKEN = "Sora-Token";

    private static final String GET = "GET";
    private static final String POST = "POST";

    private final OwnHosts hosts = OwnHosts.local(List.of());
    private final RunHistory history;
    private final byte[] token;
    private final Runnable stop;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Set<RunStream> streams = ConcurrentHashMap.newKeySet();

    RunHandler(RunHistory history, String token, Runnable stop) {
        this.history = history;
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.stop = stop;
    }

    /** Returns the browsers that receive events. */
    Set<RunStream> streams() {
        return streams;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put("Referrer-Policy", "no-referrer");
        response.getHeaders().put("Content-Security-Policy", RunFiles.POLICY);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        try {
            hosts.check(
                    Request.getServerName(request),
                    header(request, HttpHeader.HOST.asString()),
                    header(request, HttpHeader.ORIGIN.asString()));
            answer(request, response, callback);
        } catch (RefusedException e) {
            json(response, e.status(), RefusalBody.of(e.problem(), false), callback);
        }
        return true;
    }

    private void answer(Request request, Response response, Callback callback) {
        // a request for a connection to another server, CONNECT, has no path
        String path = String.valueOf(request.getHttpURI().getPath());
        Optional<RunFiles.Content> file = RunFiles.find(path);
        if (file.isPresent()) {
            require(request, request.getMethod().equals("HEAD") ? "HEAD" : GET);
            send(response, 200, file.get().type(), file.get().bytes(), callback);
        } else if (path.equals("/events")) {
            require(request, GET);
            stream(request, response, callback);
        } else if (path.equals("/stop")) {
            require(request, POST);
            stop(header(request, TOKEN));
            json(response, 202, "{\"stopping\": true}", callback);
        } else {
            throw new RefusedException(
                    404,
                    Problem.of("SORA-6101", "there is nothing at this path")
                            .where(Refusals.shown(path)));
        }
    }

    private static void require(Request request, String method) {
        if (!request.getMethod().equals(method)) {
            throw new RefusedException(
                    405,
                    Problem.of("SORA-6102", "this path has another method")
                            .needs(method)
                            .have(Refusals.shown(request.getMethod())));
        }
    }

    private void stop(String given) {
        if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token)) {
            throw new RefusedException(
                    403,
                    Problem.of("SORA-6123", "this page may not stop the run")
                            .fix("open the whole address that the run printed"));
        }
        if (stopped.compareAndSet(false, true)) {
            stop.run();
        }
    }

    private void stream(Request request, Response response, Callback callback) {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        long received = history.number(header(request, "Last-Event-ID"));
        RunStream stream = new RunStream(history, response, received);
        streams.add(stream);
        stream.whole()
                .whenComplete(
                        (sent, failure) -> {
                            streams.remove(stream);
                            if (failure == null) {
                                callback.succeeded();
                            } else {
                                callback.failed(failure);
                            }
                        });
        // the head of the answer reaches the browser with the first bytes
        stream.beat();
    }

    private static String header(Request request, String name) {
        String value = request.getHeaders().get(name);
        return value == null ? "" : value;
    }

    private static void json(Response response, int status, String body, Callback callback) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        send(response, status, "application/json", bytes, callback);
    }

    private static void send(
            Response response, int status, String type, byte[] body, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
