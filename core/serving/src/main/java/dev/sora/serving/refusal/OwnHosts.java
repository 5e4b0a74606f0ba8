// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.refusal;

import dev.sora.problem.Problem;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names under which a server is called. Pages of other sites, which a browser on this machine
 * shows, must not reach a server of this machine: neither under a name that they let point here,
 * nor by requests across origins.
 */
public final class OwnHosts {

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final Set<String> names;

    private OwnHosts(Set<String> names) {
        this.names = names;
    }

    /** Returns the names of this machine, and others. */
    public static OwnHosts local(List<String> others) {
        Set<String> names = new HashSet<>(LOCAL);
        for (String each : others) {
            String name = each.toLowerCase(Locale.ROOT);
            names.add(name);
            names.add("[" + name + "]");
        }
        return new OwnHosts(Set.copyOf(names));
    }

    /** Returns a check of origins only, for a server that may have any name. */
    public static OwnHosts any() {
        return new OwnHosts(Set.of());
    }

    /**
     * Checks a request.
     *
     * @param server the name in the header {@code Host}, without a port
     * @param host the header {@code Host}
     * @param origin the header {@code Origin}; empty if there is none
     * @throws RefusedException if it names another server, or comes from a page of another site
     */
    public void check(String server, String host, String origin) {
        String name = server.toLowerCase(Locale.ROOT);
        if (!names.isEmpty() && !names.contains(name)) {
            throw foreign("the header Host names another server", name);
        }
        if (!origin.isEmpty() && !isOwn(origin, host)) {
            throw foreign("the request comes from a page of another site", origin);
        }
    }

    private static boolean isOwn(String origin, String host) {
        try {
            URI site = URI.create(origin);
            return site.getAuthority() != null && site.getAuthority().equalsIgnoreCase(host);
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
