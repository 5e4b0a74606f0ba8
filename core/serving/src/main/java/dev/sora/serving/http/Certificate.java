// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.serving.config.ServingConfig.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts with the certificate of a file, and uses a new one once the file or that of its password
 * changes. One that cannot be used changes nothing.
 */
final class Certificate {

    private static final Logger LOG = LoggerFactory.getLogger(Certificate.class);
    private static final String KIND = "PKCS12";
    private static final int LOOK_SECONDS = 2;

    private final Tls tls;
    private final SslContextFactory.Server context;
    private String used;
    private String refused = "";

    /**
     * Reads the files.
     *
     * @throws SoraException if there is no usable certificate
     */
    Certificate(Tls tls) {
        this.tls = tls;
        this.used = stamp();
        try {
            this.context = checked();
        } catch (Exception e) {
            throw new SoraException(
                    Problem.of("SORA-6008", "the certificate cannot be read")
                            .where(tls.keystore().toString())
                            .needs("a PKCS#12 file with a key, and a file with its password")
                            .have(e.toString()),
                    e);
        }
    }

    /** Returns what encrypts with it. */
    SslContextFactory.Server context() {
        return context;
    }

    /** Returns a connector that encrypts with it. */
    ServerConnector connector(Server server, HttpConfiguration http) {
        // clients may call the server by its address, or by a name of a proxy
        http.addCustomizer(new SecureRequestCustomizer(false));
        return new ServerConnector(
                server,
                new SslConnectionFactory(context, "http/1.1"),
                new HttpConnectionFactory(http));
    }

    /** Begins to look at the files. */
    void watch(Scheduler scheduler) {
        scheduler.schedule(
                () -> {
                    look();
                    watch(scheduler);
                },
                LOOK_SECONDS,
                TimeUnit.SECONDS);
    }

    /** Uses what the files have now, if they changed and it can be used. */
    void look() {
        String now = stamp();
        if (now.equals(used)) {
            return;
        }
        try {
            SslContextFactory.Server next = checked();
            KeyStore store = next.getKeyStore();
            String password = next.getKeyStorePassword();
            context.reload(
                    same -> {
                        same.setKeyStore(store);
                        same.setKeyStorePassword(password);
                    });
            used = now;
            LOG.info("read the certificate again");
        } catch (Exception e) {
            if (!now.equals(refused)) {
                LOG.warn("the certificate stays as it was: {}", e.toString());
            }
            refused = now;
        }
    }

    /** Returns what the files have, once it has been tried. */
    private SslContextFactory.Server checked() throws Exception {
        String password = Files.readString(tls.password()).strip();
        KeyStore store = KeyStore.getInstance(KIND);
        try (InputStream in = Files.newInputStream(tls.keystore())) {
            store.load(in, password.toCharArray());
        }
        boolean hasKey = false;
        for (String alias : Collections.list(store.aliases())) {
            hasKey |= store.isKeyEntry(alias);
        }
        if (!hasKey) {
            throw new KeyStoreException("no key with a certificate");
        }
        SslContextFactory.Server tried = with(store, password);
        tried.start();
        tried.stop();
        return with(store, password);
    }

    private static SslContextFactory.Server with(KeyStore store, String password) {
        SslContextFactory.Server made = new SslContextFactory.Server();
        made.setKeyStoreType(KIND);
        made.setKeyStore(store);
        made.setKeyStorePassword(password);
        return made;
    }

    private String stamp() {
        return stamp(tls.keystore()) + " " + stamp(tls.password());
    }

    private static String stamp(Path file) {
        try {
            return Files.size(file) + "/" + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return "absent";
        }
    }
}
