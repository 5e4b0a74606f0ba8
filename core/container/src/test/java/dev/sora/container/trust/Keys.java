// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.trust;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStore.PrivateKeyEntry;
import java.security.cert.CertPath;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;

/** Keys created with keytool, and jars signed with them. */
public final class Keys {

    private static final String PASSWORD = "for-tests-only";

    private final Path store;
    private final Path folder;

    private Keys(Path folder) {
        this.folder = folder;
        store = folder.resolve("keys.p12");
    }

    /** Creates keys in a folder. */
    public static Keys in(Path folder) {
        return new Keys(folder);
    }

    /** Creates a key with a certificate; the words are further options of keytool. */
    public Keys make(String alias, String... words) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-J-XX:TieredStopAtLevel=1",
                                "-genkeypair",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD,
                                "-alias",
                                alias,
                                "-dname",
                                "CN=" + alias));
        Collections.addAll(command, words);
        if (!command.contains("-keyalg")) {
            command.addAll(List.of("-keyalg", "EC"));
        }
        try {
            Path said = folder.resolve("keytool.txt");
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(said.toFile())
                            .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(Files.readString(said));
            }
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private PrivateKeyEntry entry(String alias) {
        try {
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            return (PrivateKeyEntry)
                    keys.getEntry(alias, new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the chain of a certificate. */
    CertPath path(String alias) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertPath(List.of(entry(alias).getCertificateChain()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the SHA-256 of a certificate. */
    public String fingerprint(String alias) {
        return SignerCheck.fingerprint((X509Certificate) entry(alias).getCertificate());
    }

    /** Writes a certificate as PEM. */
    public Path pem(String alias) throws IOException {
        String text;
        try {
            text =
                    Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(entry(alias).getCertificate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return Files.writeString(
                folder.resolve(alias + ".pem"),
                "subject=CN="
                        + alias
                        + "\n-----BEGIN CERTIFICATE-----\n"
                        + text
                        + "\n-----END CERTIFICATE-----\n");
    }

    /** Signs a jar. */
    public Path sign(Path jar, String alias, Path to) throws IOException {
        return sign(jar, new JarSigner.Builder(entry(alias)).signerName("SIGNER"), to);
    }

    /** Signs a jar with an obsolete algorithm. */
    public Path signWeakly(Path jar, String alias, Path to)
            throws IOException, GeneralSecurityException {
        return sign(
                jar,
                new JarSigner.Builder(entry(alias))
                        .signatureAlgorithm("MD5withRSA")
                        .digestAlgorithm("MD5"),
                to);
    }

    /** Signs a jar with a configured signer. */
    static Path sign(Path jar, JarSigner.Builder how, Path to) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile());
                OutputStream out = Files.newOutputStream(to)) {
            how.build().sign(file, out);
        }
        return to;
    }
}
