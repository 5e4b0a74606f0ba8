// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.serving.config.ServingConfig.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.KeyStoreScanner;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Encrypts with the certificate of a file, and uses a new one once the file changes. */
final class Certificate {

    private static final String KIND = "PKCS12";
    private static final int LOOK_SECONDS = 2;

    private Certificate() {}

    /**
     * Returns a connector that encrypts.
     *
     * @throws SoraException if the file has no usable certificate
     */
    static ServerConnector connector(Server server, Tls tls, HttpConfiguration http) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStoreType(KIND);
        context.setKeyStorePath(tls.keystore().toUri().toString());
        context.setKeyStorePassword(password(tls));
        KeyStoreScanner scanner = new KeyStoreScanner(context);
        scanner.setScanInterval(LOOK_SECONDS);
        server.addBean(scanner);
        // clients may call the server by its address, or by a name of a proxy
        http.addCustomizer(new SecureRequestCustomizer(false));
        return new ServerConnector(
                server,
                new SslConnectionFactory(context, "http/1.1"),
                new HttpConnectionFactory(http));
    }

    /** Returns the password, once it has opened the file. */
    private static String password(Tls tls) {
        try {
            String password = Files.readString(tls.password()).strip();
            KeyStore store = KeyStore.getInstance(KIND);
            try (InputStream in = Files.newInputStream(tls.keystore())) {
                store.load(in, password.toCharArray());
            }
            if (store.size() > 0) {
                return password;
            }
        } catch (IOException | GeneralSecurityException e) {
            throw problem(tls, e.toString(), e);
        }
        throw problem(tls, "no certificate", null);
    }

    private static SoraException problem(Tls tls, String have, Exception cause) {
        return new SoraException(
                Problem.of("SORA-6008", "the certificate cannot be read")
                        .where(tls.keystore().toString())
                        .needs("a PKCS#12 file with a key, and a file with its password")
                        .have(have),
                cause);
    }
}
