// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** The page for people, whose three files are in this jar. */
final class Page {

    private static final Map<String, String> TYPES =
            Map.of(
                    "index.html", "text/html; charset=utf-8",
                    "app.js", "text/javascript; charset=utf-8",
                    "style.css", "text/css; charset=utf-8",
                    "icon.svg", "image/svg+xml");

    /** Only files of this server, no scripts within the page, and no frames around it. */
    private static final Map<String, String> HEADERS =
            Map.of(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self';"
                            + " img-src 'self' blob: data:; connect-src 'self';"
                            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                    "Cache-Control",
                    "no-cache",
                    "Referrer-Policy",
                    "no-referrer");

    private Page() {}

    /** Returns a file of the page. */
    static Optional<Reply> find(String path) {
        String name = path.equals("/") ? "index.html" : path.substring(Math.min(1, path.length()));
        // "/index.html" is no second name of the page
        if (!TYPES.containsKey(name) || path.equals("/index.html")) {
            return Optional.empty();
        }
        try (InputStream in = Page.class.getResourceAsStream("/dev/sora/serving/page/" + name)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new Reply(200, TYPES.get(name), in.readAllBytes(), HEADERS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
