// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.index;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Downloads one file from a server, within limits of size and time, and refuses redirections to a
 * less safe address.
 */
final class Download {

    private static final String WAIT = "sora.index.seconds";
    private static final int USUAL_SECONDS = 30;
    private static final int REDIRECTS = 5;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    /** The lowest accepted transfer rate; with the size limit it gives the time limit. */
    private static final long LEAST_BYTES_A_SECOND = 64 << 10;

    private final URI asked;
    private final long limit;
    private final boolean signed;
    private final int seconds = Integer.getInteger(WAIT, USUAL_SECONDS);

    Download(URI asked, long limit, boolean signed) {
        this.asked = asked;
        this.limit = limit;
        this.signed = signed;
    }

    /** Thrown when the body exceeds the limit; the transfer stops there. */
    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final long found;

        TooLong(long found) {
            this.found = found;
        }
    }

    /**
     * Downloads the file.
     *
     * @param target the file to write
     * @return whether the server has the file
     * @throws SoraException if the transfer fails, exceeds a limit, or is redirected to a less safe
     *     address
     */
    boolean to(Path target) {
        HttpClient client =
                HttpClient.newBuilder()
                        .connectTimeout(Duration.ofSeconds(seconds))
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
        URI at = asked;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds + transferSeconds());
        for (int i = 0; i <= REDIRECTS; i++) {
            HttpResponse<Void> answer = ask(client, at, target, end);
            int status = answer.statusCode();
            if (status == OK) {
                return true;
            }
            if (status == NOT_FOUND || status == GONE) {
                return false;
            }
            if (status < 301 || status > 308 || answer.headers().firstValue("location").isEmpty()) {
                throw failed("the server answers " + status, null);
            }
            at = next(at, answer.headers().firstValue("location").orElseThrow());
        }
        throw failed("more than %d redirections".formatted(REDIRECTS), null);
    }

    private long transferSeconds() {
        return limit / LEAST_BYTES_A_SECOND;
    }

    private HttpResponse<Void> ask(HttpClient client, URI uri, Path target, long end) {
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(seconds)).build();
        CompletableFuture<HttpResponse<Void>> answer = null;
        try (OutputStream out = Files.newOutputStream(target)) {
            answer = client.sendAsync(request, info -> body(info, out));
            return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw failed("no more data arrived for %d s".formatted(seconds), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw failed("interrupted", e);
        } catch (ExecutionException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof TooLong large) {
                    throw Place.tooLarge(asked.toString(), limit, large.found);
                }
            }
            Throwable cause = e.getCause();
            String said = cause.getMessage() == null ? "" : ": " + cause.getMessage();
            throw failed(cause.getClass().getSimpleName() + said, e);
        } catch (IOException e) {
            throw Place.unusable(target.toString(), e);
        }
    }

    private BodySubscriber<Void> body(HttpResponse.ResponseInfo info, OutputStream out) {
        if (info.statusCode() != OK) {
            // The body of an error is not needed; the time is bounded.
            return BodySubscribers.discarding();
        }
        long announced = info.headers().firstValueAsLong("content-length").orElse(0);
        if (announced > limit) {
            throw new TooLong(announced);
        }
        long[] size = new long[1];
        return BodySubscribers.ofByteArrayConsumer(
                part ->
                        part.ifPresent(
                                bytes -> {
                                    size[0] += bytes.length;
                                    if (size[0] > limit) {
                                        throw new TooLong(size[0]);
                                    }
                                    write(out, bytes);
                                }));
    }

    private static void write(OutputStream out, byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI next(URI from, String location) {
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw failed("a redirection to nowhere", e);
        }
        String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
        boolean http = scheme.equals("http") || scheme.equals("https");
        boolean downgrade = UrlPlace.isSafe(from) && !UrlPlace.isSafe(to);
        boolean fromSecure = "https".equalsIgnoreCase(from.getScheme());
        if (!http
                || to.getHost() == null
                || (fromSecure && scheme.equals("http"))
                || (downgrade && !signed)) {
            throw new SoraException(
                    Problem.of("SORA-3408", "the server redirects to a less secure address")
                            .where(asked.toString())
                            .have(to.toString())
                            .fix("ask the maintainer of the index, or name the right address"));
        }
        return to;
    }

    private SoraException failed(String have, Throwable cause) {
        return new SoraException(
                Problem.of("SORA-3403", "the file cannot be fetched")
                        .where(asked.toString())
                        .have(have)
                        .fix(
                                "check address and connection; SORA_JAVA_OPTS=-D%s=300 waits longer"
                                        .formatted(WAIT)),
                cause);
    }
}
