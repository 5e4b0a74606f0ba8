// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class TestReportPage {

    private static final Pattern SCRIPT = Pattern.compile("(?s)<script(.*?)>(.*?)</script>");

    private final String plain = ReportPage.of(Reports.of("digit"));
    private final String hostile = ReportPage.of(Reports.of(Reports.HOSTILE));

    @Test
    void readsBackAsItWasWritten() throws IOException {
        for (String name : List.of("digit", Reports.HOSTILE)) {
            ReportData data = Reports.of(name);

            assertThat(reader().readValue(json(ReportPage.of(data)), ReportData.class))
                    .isEqualTo(data);
        }
    }

    @Test
    void keepsHostileNamesFromBecomingMarkup() {
        assertThat(hostile).doesNotContain("<script>alert").doesNotContain("</script><script>a");
        assertThat(scripts(hostile)).hasSameSizeAs(scripts(plain));
        assertThat(json(hostile)).doesNotContain("<", ">", "&");
        assertThat(hostile).contains("<title>&lt;/script&gt;&lt;script&gt;alert");
    }

    @Test
    void fillsNoSlotThatCameWithTheData() {
        assertThat(json(hostile)).contains("{{data}}");
        assertThat(plain).doesNotContain("{{");
    }

    @Test
    void allowsItsOwnScriptsAndStyleAndNothingElse() throws Exception {
        String policy = first("Content-Security-Policy\" content=\"(.*?)\"", plain);

        assertThat(policy).startsWith("default-src 'none';").doesNotContain("http", "unsafe-eval");
        assertThat(first("script-src (.*?);", policy)).doesNotContain("unsafe-inline");
        for (MatchResult script : scripts(plain)) {
            if (script.group(1).isEmpty()) {
                assertThat(policy).contains(hash(script.group(2)));
            }
        }
        assertThat(policy).contains(hash(first("(?s)<style>(.*?)</style>", plain)));
    }

    @Test
    void asksForNothingFromTheNetwork() {
        List<String> addresses =
                Pattern.compile("https?://[\\w./-]*")
                        .matcher(plain)
                        .results()
                        .map(MatchResult::group)
                        .distinct()
                        .toList();

        assertThat(addresses)
                .as("names of namespaces and licences, which nothing loads")
                .containsExactlyInAnyOrder(
                        "http://www.apache.org/licenses/LICENSE-2.0",
                        "http://www.w3.org/1999/xlink",
                        "http://www.w3.org/2000/svg",
                        "http://www.w3.org/2000/xmlns/",
                        "http://www.w3.org/XML/1998/namespace",
                        "https://github.com/ecomfe/zrender/blob/master/LICENSE.txt");
        assertThat(plain)
                .doesNotContain("src=\"//", "href=\"//", "@import", "<link rel=\"style")
                .doesNotContainPattern("url\\((?!#)")
                .doesNotContain("XMLHttpRequest", "fetch(", "WebSocket", "sendBeacon", "import(");
    }

    @Test
    void passesNoValuesAsArguments() throws IOException {
        for (String name : List.of("dom", "charts", "matrix", "graph", "parts", "data", "report")) {
            try (InputStream script = ReportPage.class.getResourceAsStream(name + ".js")) {
                assertThat(new String(script.readAllBytes(), StandardCharsets.UTF_8))
                        .as("%s: a browser takes some ten thousand of them only", name)
                        .doesNotContainPattern("Math\\.(min|max)\\([^()]*\\.\\.\\.");
            }
        }
    }

    @Test
    void staysSmallAndKeepsTheLicence() {
        assertThat(plain.length()).isLessThan(800_000);
        assertThat(plain).contains("Licensed to the Apache Software Foundation");
        for (String name : List.of("LICENSE", "LICENSE-d3", "NOTICE")) {
            assertThat(ReportPage.class.getResource("echarts/" + name)).isNotNull();
        }
    }

    private static List<MatchResult> scripts(String page) {
        return SCRIPT.matcher(page).results().toList();
    }

    private static String json(String page) {
        return first("(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>", page);
    }

    private static String first(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow().group(1);
    }

    private static String hash(String text) throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    private static ObjectMapper reader() {
        return new ObjectMapper()
                .registerModule(
                        new SimpleModule().addDeserializer(Instant.class, new InstantReader()));
    }

    private static final class InstantReader extends StdDeserializer<Instant> {

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            return Instant.parse(parser.getText());
        }
    }
}
