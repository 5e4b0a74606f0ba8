// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.serving.refusal.Refusals;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers every request: checks the client, finds the operation, receives the body, and writes the
 * answer, the access log and the metrics. No thread waits meanwhile.
 */
final class ApiHandler extends Handler.Abstract {

    private static final double NANOS = 1e6;

    private final Guard guard;
    private final Routes routes;
    private final Bodies bodies;
    private final ServerMetrics metrics;
    private final AccessLog log;
    private final AtomicInteger inProgress;
    private final AtomicBoolean ending;

    ApiHandler(
            Guard guard,
            Routes routes,
            Bodies bodies,
            ServerMetrics metrics,
            AccessLog log,
            AtomicInteger inProgress,
            AtomicBoolean ending) {
        this.guard = guard;
        this.routes = routes;
        this.bodies = bodies;
        this.metrics = metrics;
        this.log = log;
        this.inProgress = inProgress;
        this.ending = ending;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response);
        inProgress.incrementAndGet();
        Request.addCompletionListener(request, failure -> end(exchange));
        answer(exchange).whenComplete((reply, thrown) -> send(exchange, reply, thrown, callback));
        return true;
    }

    private CompletionStage<Reply> answer(Exchange exchange) {
        try {
            guard.check(exchange);
            Routes.Route route = routes.find(exchange);
            if (route.admin()) {
                Guard.checkChange(exchange);
            }
            if (route.predicts() && ending.get()) {
                throw Refusals.ending();
            }
            if (exchange.waitsToSend()) {
                route.early().accept(exchange);
            }
            return exchange.method().equals("POST")
                    ? bodies.receive(exchange)
                            .thenCompose(received -> route.operation().answer(exchange))
                    : route.operation().answer(exchange);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void send(Exchange exchange, Reply reply, Throwable thrown, Callback callback) {
        Response response = exchange.response();
        if (response.isCommitted()) {
            // events were written already
            if (thrown == null) {
                callback.succeeded();
            } else {
                callback.failed(thrown);
            }
            return;
        }
        Reply sent = thrown == null ? reply : Failures.reply(thrown, exchange);
        exchange.sent(sent.body().length);
        response.setStatus(sent.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, sent.type());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, sent.body().length);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(Trace.HEADER, exchange.trace().header());
        if (exchange.computed() > 0 || sent.status() == 503) {
            response.getHeaders().put("Server-Timing", timing(exchange));
        }
        sent.headers().forEach(response.getHeaders()::put);
        if (ending.get()) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        response.write(true, ByteBuffer.wrap(sent.body()), callback);
    }

    /**
     * Returns the milliseconds of a prediction by stage, or of a refusal, until it is sent (W3C).
     */
    private static String timing(Exchange exchange) {
        double total = (System.nanoTime() - exchange.arrived()) / NANOS;
        if (exchange.computed() == 0) {
            return String.format(Locale.ROOT, "total;dur=%.1f", total);
        }
        return String.format(
                Locale.ROOT,
                "queue;dur=%.1f, compute;dur=%.1f, total;dur=%.1f",
                exchange.waited() / NANOS,
                exchange.computed() / NANOS,
                total);
    }

    private void end(Exchange exchange) {
        long nanos = System.nanoTime() - exchange.arrived();
        int status = exchange.response().getStatus();
        inProgress.decrementAndGet();
        metrics.request(exchange, status, nanos);
        log.write(exchange, status, nanos);
    }
}
