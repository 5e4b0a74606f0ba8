// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.run;

import dev.sora.core.Sora;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** The files of the page. Style and icon are those of the page of models. */
final class RunFiles {

    /** Only files of this server, no scripts within the page, and no frames around it. */
    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private static final String OWN = "/dev/sora/serving/";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    private static final Map<String, Content> FILES =
            Map.of(
                    "/", new Content(OWN + "run/index.html", "text/html; charset=utf-8"),
                    "/run.js", new Content(OWN + "run/run.js", SCRIPT),
                    "/curves.js", new Content(OWN + "run/curves.js", SCRIPT),
                    "/run.css", new Content(OWN + "run/run.css", STYLE),
                    "/style.css", new Content(OWN + "page/style.css", STYLE),
                    "/icon.svg", new Content(OWN + "page/icon.svg", "image/svg+xml"),
                    // the charts of reports, which core contains
                    "/echarts.js",
                            new Content(
                                    "/dev/sora/core/report/echarts/echarts.common.min.js", SCRIPT));

    private RunFiles() {}

    /**
     * A file.
     *
     * @param resource its place in the jars
     * @param type the type of its content
     */
    record Content(String resource, String type) {

        byte[] bytes() {
            Class<?> owner = resource.startsWith(OWN) ? RunFiles.class : Sora.class;
            try (InputStream in = owner.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException(resource + " is not in the jar");
                }
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static Optional<Content> find(String path) {
        return Optional.ofNullable(FILES.get(path));
    }
}
