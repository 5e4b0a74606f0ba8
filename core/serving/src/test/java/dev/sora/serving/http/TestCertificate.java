// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.serving.config.ServingConfig.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate is replaced as a whole, or not at all. */
final class TestCertificate {

    @TempDir private Path folder;

    /** Creates a keystore with a certificate. */
    static Path keystore(Path folder, String name, String password) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                name,
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + name,
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                password)
                        .redirectErrorStream(true)
                        .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        return file;
    }

    private static String subject(SslContextFactory.Server context) throws Exception {
        String alias = context.getKeyStore().aliases().nextElement();
        return ((X509Certificate) context.getKeyStore().getCertificate(alias))
                .getSubjectX500Principal()
                .getName();
    }

    @Test
    void takesANewCertificateWithItsPasswordAndKeepsTheOldOneOtherwise() throws Exception {
        Path store = keystore(folder, "one", "secret1");
        byte[] first = Files.readAllBytes(store);
        Path other = keystore(folder, "two", "secret2");
        Path word = Files.writeString(folder.resolve("password"), "secret1\n");
        Certificate certificate = new Certificate(new Tls(store, word));
        SslContextFactory.Server context = certificate.context();
        context.start();
        try {
            assertThat(subject(context)).isEqualTo("CN=one");

            // neither file alone fits the other
            Files.copy(other, store, StandardCopyOption.REPLACE_EXISTING);
            certificate.look();
            assertThat(subject(context)).isEqualTo("CN=one");
            assertThat(context.getSslContext()).isNotNull();
            Files.writeString(word, "secret2\n");
            certificate.look();
            assertThat(subject(context)).isEqualTo("CN=two");

            Files.write(store, java.util.Arrays.copyOf(first, 100));
            certificate.look();
            Files.delete(word);
            certificate.look();
            assertThat(subject(context)).isEqualTo("CN=two");
            assertThat(context.getSslContext()).isNotNull();
            Files.write(store, first);
            Files.writeString(word, "secret1");
            certificate.look();
            assertThat(subject(context)).isEqualTo("CN=one");
        } finally {
            context.stop();
        }
    }
}
