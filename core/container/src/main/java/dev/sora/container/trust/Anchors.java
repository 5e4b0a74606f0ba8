// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.trust;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads the certificates that the configuration names. */
final class Anchors {

    private static final int LARGEST = 1 << 20;

    private Anchors() {}

    /**
     * Reads certificates.
     *
     * @param files files with X.509 certificates, in PEM or DER
     * @param config the configuration that names them, for messages
     * @throws SoraException if a file contains no certificate or cannot be read
     */
    static List<X509Certificate> read(List<Path> files, Path config) {
        List<X509Certificate> certificates = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(LARGEST + 1);
                Collection<?> found =
                        bytes.length > LARGEST
                                ? List.of()
                                : CertificateFactory.getInstance("X.509")
                                        .generateCertificates(new ByteArrayInputStream(bytes));
                if (found.isEmpty()) {
                    problems.add(
                            problem(file, config, bytes.length + " bytes without a certificate"));
                }
                found.forEach(one -> certificates.add((X509Certificate) one));
            } catch (IOException | CertificateException e) {
                problems.add(
                        problem(
                                file,
                                config,
                                e.getClass().getSimpleName() + ": " + e.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            throw new SoraException(problems, null);
        }
        return List.copyOf(certificates);
    }

    private static Problem problem(Path file, Path config, String have) {
        return Problem.of("SORA-3303", "there are no certificates where plugins.signers says so")
                .where(file.toString())
                .needs("X.509 certificates, in PEM or DER; named in " + config)
                .have(have)
                .fix("write it: keytool -exportcert -rfc -alias ALIAS -file " + file.getFileName());
    }
}
