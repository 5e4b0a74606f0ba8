// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.serving.Client.Answer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page needs nothing but this server, and runs nothing that is not a file of it. */
final class TestServerPage {

    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"#]+)\"");

    @Test
    void isComplete() {
        try (Lab.Served served = Lab.get().serve("", Lab.get().kinds().toString())) {
            Answer page = served.client().get("/");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
            assertThat(page.header("content-security-policy"))
                    .contains("default-src 'none'", "script-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(page.body())
                    .contains("<html lang=\"en\">")
                    .doesNotContainPattern("<script(?! src)")
                    .doesNotContainPattern("\\son[a-z]+=")
                    .doesNotContain("style=");
            Matcher links = LINK.matcher(page.body());
            int count = 0;
            while (links.find()) {
                count++;
                assertThat(links.group(1)).doesNotContain("//");
                assertThat(served.client().get("/" + links.group(1)).status())
                        .as(links.group(1))
                        .isEqualTo(200);
            }
            assertThat(count).isGreaterThanOrEqualTo(4);
            // texts of models never become markup
            assertThat(served.client().get("/app.js").body())
                    .doesNotContain("innerHTML", "insertAdjacentHTML", "document.write", "eval(");
        }
    }
}
