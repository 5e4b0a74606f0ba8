// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.problem.Problem;
import dev.sora.serving.config.ServingConfig;
import dev.sora.serving.refusal.Refusals;
import dev.sora.serving.refusal.RefusedException;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Decides who may call. With a file of keys, every request needs one, except for the page and the
 * two health checks. Without keys the server listens to its own machine only; then pages of other
 * sites, which a browser on this machine shows, must not reach it: neither under a name that they
 * let point here, nor by requests across origins.
 */
final class Guard {

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final Set<String> OPEN =
            Set.of(
                    "/",
                    "/app.js",
                    "/style.css",
                    "/icon.svg",
                    "/v2/health/live",
                    "/v2/health/ready");

    private final Optional<Keys> keys;
    private final RateLimit rate;
    private final Set<String> hosts;

    /**
     * @param host the address that the server listens at
     */
    Guard(ServingConfig config, InetAddress host) {
        this.keys = config.keys().map(Keys::new);
        this.rate = new RateLimit(config.limits().rate());
        // a server that other machines reach may have any name, and so may one that asks for keys
        this.hosts =
                keys.isPresent() || !host.isLoopbackAddress()
                        ? Set.of()
                        : names(config.host(), host.getHostAddress());
    }

    private static Set<String> names(String... own) {
        Set<String> names = new HashSet<>(LOCAL);
        for (String each : own) {
            String name = each.toLowerCase(Locale.ROOT);
            names.add(name);
            names.add("[" + name + "]");
        }
        return Set.copyOf(names);
    }

    /**
     * Lets a request pass.
     *
     * @throws RefusedException if the client may not call
     */
    void check(Exchange exchange) {
        exchange.client(Request.getRemoteAddr(exchange.request()));
        checkHost(exchange);
        if (OPEN.contains(exchange.path())) {
            return;
        }
        if (keys.isPresent()) {
            Keys.Client client =
                    keys.get()
                            .client(exchange.header(HttpHeader.AUTHORIZATION.asString()))
                            .orElseThrow(Guard::noKey);
            exchange.client(client.name());
            exchange.mayChange(client.admin());
        } else {
            exchange.mayChange(true);
        }
        rate.take(exchange.client());
    }

    /**
     * Lets a request pass that changes what is served.
     *
     * @throws RefusedException if the client may not do that
     */
    static void checkChange(Exchange exchange) {
        if (!exchange.mayChange()) {
            throw new RefusedException(
                    403,
                    Problem.of("SORA-6113", "this key may not load or unload models")
                            .needs("a key with the word admin in the file of keys"));
        }
    }

    private static RefusedException noKey() {
        return new RefusedException(
                401,
                Problem.of("SORA-6112", "the request has no valid API key")
                        .needs("the header 'Authorization: Bearer KEY'"));
    }

    private void checkHost(Exchange exchange) {
        String host = Request.getServerName(exchange.request()).toLowerCase(Locale.ROOT);
        if (!hosts.isEmpty() && !hosts.contains(host)) {
            throw foreign("the header Host names another server", host);
        }
        String origin = exchange.header(HttpHeader.ORIGIN.asString());
        if (!origin.isEmpty() && !isOwn(origin, exchange)) {
            throw foreign("the request comes from a page of another site", origin);
        }
    }

    private static boolean isOwn(String origin, Exchange exchange) {
        try {
            URI site = URI.create(origin);
            String own = exchange.header(HttpHeader.HOST.asString());
            return site.getAuthority() != null && site.getAuthority().equalsIgnoreCase(own);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static RefusedException foreign(String what, String have) {
        return new RefusedException(
                403,
                Problem.of("SORA-6114", what)
                        .have(Refusals.shown(have))
                        .fix("call the server by the name that it was started with"));
    }
}
