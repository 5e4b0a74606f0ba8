// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.index;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A folder on a server.
 *
 * @param root the URL of the folder, which ends with a slash
 */
record UrlPlace(URI root) implements Place {

    /** Names and addresses of this machine, recognised without a name server. */
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

    @Override
    public boolean needsSignature() {
        return !isSafe(root);
    }

    @Override
    public String name(String file) {
        return root.resolve(file).toString();
    }

    @Override
    public boolean fetch(String file, long limit, boolean signed, Path target) {
        URI uri = root.resolve(file);
        if (!signed && !isSafe(uri)) {
            throw new SoraException(
                    Problem.of("SORA-3402", "data that comes over http can be changed on its way")
                            .where(uri.toString())
                            .needs("https, or an index with a trusted signature")
                            .fix("write https://, or sign the index; see docs/trust.md"));
        }
        return new Download(uri, limit, signed).to(target);
    }

    /**
     * Returns whether the transport protects files from changes: https, or http from this machine.
     */
    static boolean isSafe(URI uri) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        return "https".equalsIgnoreCase(uri.getScheme())
                || ("http".equalsIgnoreCase(uri.getScheme()) && LOOPBACK.matcher(host).matches());
    }
}
