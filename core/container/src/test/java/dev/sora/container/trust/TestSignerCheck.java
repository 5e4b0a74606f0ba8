// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.container.trust.SignerCheck.Verdict;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.Timestamp;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures that were made while the certificate, which has expired since, was valid. */
final class TestSignerCheck {

    private static final String[] LONG = {"-startdate", "-800d", "-validity", "4000"};

    @TempDir private static Path dir;
    private static Keys keys;

    @BeforeAll
    static void makeKeys() {
        keys =
                Keys.in(dir)
                        .make("root", words("-ext", "bc:c"))
                        .make("stranger", words("-ext", "bc:c"))
                        .make("time", words("-signer", "root", "-ext", "eku=timeStamping"))
                        .make("watch", words("-signer", "stranger", "-ext", "eku=timeStamping"))
                        .make("clock", words("-signer", "root", "-ext", "eku=codeSigning"))
                        .make("late", "-signer", "root", "-startdate", "-400d", "-validity", "30");
    }

    private static String[] words(String... more) {
        String[] words = new String[LONG.length + more.length];
        System.arraycopy(LONG, 0, words, 0, LONG.length);
        System.arraycopy(more, 0, words, LONG.length, more.length);
        return words;
    }

    private static Verdict verdict(String authority, int daysAgo) {
        X509Certificate root = (X509Certificate) keys.path("root").getCertificates().get(0);
        Date when = Date.from(Instant.now().minus(Duration.ofDays(daysAgo)));
        Timestamp stamp = authority.isEmpty() ? null : new Timestamp(when, keys.path(authority));
        return new SignerCheck(List.of(root), Set.of())
                .of(new CodeSigner(keys.path("late"), stamp));
    }

    @Test
    void believesATimestampOfATrustedAuthority() {
        assertThat(verdict("time", 390)).isEqualTo(Verdict.TRUSTED);
    }

    @Test
    void believesNoOther() {
        assertThat(verdict("", 0)).isEqualTo(Verdict.OUT_OF_TIME);
        assertThat(verdict("watch", 390)).isEqualTo(Verdict.OUT_OF_TIME);
        assertThat(verdict("clock", 390)).isEqualTo(Verdict.OUT_OF_TIME);
        assertThat(verdict("time", 100)).isEqualTo(Verdict.OUT_OF_TIME);
        assertThat(verdict("time", 500)).isEqualTo(Verdict.OUT_OF_TIME);
    }
}
