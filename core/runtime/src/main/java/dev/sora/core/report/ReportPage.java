// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import dev.sora.core.io.Markup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Assembles the page from its parts.
 *
 * <p>The content security policy lists the hashes of the page's own scripts and style and allows
 * nothing else: the page sends no request, and a script in the data would not run.
 */
final class ReportPage {

    private static final List<String> SCRIPTS =
            List.of(
                    "echarts/echarts.common.min.js",
                    "dom.js",
                    "charts.js",
                    "matrix.js",
                    "graph.js",
                    "parts.js",
                    "data.js",
                    "report.js");

    private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");

    private ReportPage() {}

    static String of(ReportData data) {
        String style = resource("report.css");
        StringBuilder scripts = new StringBuilder();
        StringBuilder hashes = new StringBuilder();
        for (String name : SCRIPTS) {
            String script = resource(name);
            scripts.append("<script>").append(script).append("</script>\n");
            hashes.append(' ').append(hash(script));
        }
        Map<String, String> slots = new LinkedHashMap<>();
        slots.put("policy", policy(hashes.toString(), hash(style)));
        slots.put("title", Markup.escaped(data.summary().name()));
        slots.put("style", style);
        slots.put("drawings", Drawings.of(data.outputs()));
        slots.put("data", ReportJson.of(data));
        slots.put("scripts", scripts.toString());
        return filled(resource("report.html"), slots);
    }

    private static String policy(String scripts, String style) {
        // The charts position their parts with style attributes, which load nothing.
        return "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; script-src"
                + scripts
                + "; style-src-elem "
                + style
                + "; style-src-attr 'unsafe-inline'";
    }

    /** Fills the slots in one pass, so that a slot's name within the data is not replaced. */
    private static String filled(String template, Map<String, String> slots) {
        return SLOT.matcher(template)
                .replaceAll(slot -> Matcher.quoteReplacement(slots.get(slot.group(1))));
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = ReportPage.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the report's " + name + " is not in the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
        } catch (IOException e) {
            throw new IllegalStateException("the report's " + name + " cannot be read", e);
        }
    }
}
