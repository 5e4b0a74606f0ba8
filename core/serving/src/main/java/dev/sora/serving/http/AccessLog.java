// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.core.io.Json;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line of JSON for each request. It names the client, the trace, the model and the times, never
 * the content, the query or a key.
 */
final class AccessLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int SHOWN = 200;
    private static final double NANOS = 1e6;

    private final Optional<Writer> out;
    private boolean failed;

    /**
     * Opens the log.
     *
     * @param place a file, {@code -} for the stream, or {@code none}
     * @throws SoraException if the file cannot be written
     */
    AccessLog(String place, PrintStream stream) {
        this.out =
                switch (place) {
                    case "none" -> Optional.empty();
                    case "-" -> Optional.of(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
                    default -> Optional.of(open(place));
                };
    }

    private static BufferedWriter open(String place) {
        try {
            return Files.newBufferedWriter(
                    Path.of(place), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException | InvalidPathException e) {
            throw new SoraException(
                    Problem.of("SORA-6010", "the access log cannot be written")
                            .where(place)
                            .needs("a file in an existing folder, '-' or 'none'")
                            .have(e.toString()),
                    e);
        }
    }

    void write(Exchange exchange, int status, long nanos) {
        if (out.isEmpty()) {
            return;
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", Instant.now().toString());
        line.put("client", exchange.client());
        line.put("address", Request.getRemoteAddr(exchange.request()));
        line.put("method", exchange.method());
        line.put("path", cut(exchange.path()));
        line.put("status", status);
        line.put("bytes_in", exchange.length());
        line.put("bytes_out", exchange.sent());
        line.put("milliseconds", nanos / NANOS);
        line.put("trace", exchange.trace().id());
        line.put("span", exchange.trace().span());
        line.put("parent", exchange.trace().parent());
        if (!exchange.model().isEmpty()) {
            line.put("operation", exchange.operation());
            line.put("model", exchange.model());
            line.put("version", exchange.version());
            line.put("queue_milliseconds", exchange.waited() / NANOS);
            line.put("compute_milliseconds", exchange.computed() / NANOS);
        }
        line.values().removeIf(""::equals);
        write(Json.line(line) + "\n");
    }

    private static String cut(String path) {
        return path.length() > SHOWN ? path.substring(0, SHOWN) + "…" : path;
    }

    private synchronized void write(String line) {
        try {
            out.get().write(line);
            out.get().flush();
        } catch (IOException e) {
            if (!failed) {
                failed = true;
                LOG.warn("the access log cannot be written: {}", e.toString());
            }
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (out.isPresent() && out.get() instanceof BufferedWriter file) {
                file.close();
            }
        } catch (IOException e) {
            LOG.warn("the access log cannot be closed: {}", e.toString());
        }
    }
}
