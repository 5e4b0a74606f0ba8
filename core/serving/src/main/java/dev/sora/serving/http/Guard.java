// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.problem.Problem;
import dev.sora.serving.config.ServingConfig;
import dev.sora.serving.refusal.OwnHosts;
import dev.sora.serving.refusal.RefusedException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Decides who may call. With a file of keys, every request needs one, except for the page and the
 * two health checks. Without keys the server listens to its own machine only, and pages of other
 * sites must not reach it.
 */
final class Guard {

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
    private final OwnHosts hosts;

    /**
     * @param host the address that the server listens at
     */
    Guard(ServingConfig config, InetAddress host) {
        this.keys = config.keys().map(Keys::new);
        this.rate = new RateLimit(config.limits().rate());
        // a server that other machines reach may have any name, and so may one that asks for keys
        this.hosts =
                keys.isPresent() || !host.isLoopbackAddress()
                        ? OwnHosts.any()
                        : OwnHosts.local(List.of(config.host(), host.getHostAddress()));
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
        hosts.check(
                Request.getServerName(exchange.request()),
                exchange.header(HttpHeader.HOST.asString()),
                exchange.header(HttpHeader.ORIGIN.asString()));
    }
}
