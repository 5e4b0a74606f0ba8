// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.index;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;

/** The location of an index and its jars. */
sealed interface Place permits FolderPlace, UrlPlace {

    /**
     * Returns whether files from here are trusted only with a signature, because others can change
     * them in transit.
     */
    boolean needsSignature();

    /** Returns the full name of a file of this place, for messages. */
    String name(String file);

    /**
     * Fetches a file.
     *
     * @param file a name without a folder
     * @param limit the largest accepted size in bytes
     * @param signed whether the content is verified by a signature, so that the transport need not
     *     be safe
     * @param target a new file
     * @return whether the file exists
     * @throws SoraException if it exists and cannot be fetched
     */
    boolean fetch(String file, long limit, boolean signed, Path target);

    /**
     * Parses a path or URL.
     *
     * @throws SoraException if it is not a possible location of an index
     */
    static Place of(String text) {
        try {
            if (!text.contains("://")) {
                return new FolderPlace(Path.of(text));
            }
            URI uri = new URI(text.endsWith("/") ? text : text + "/");
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (scheme.equals("file")) {
                return new FolderPlace(Path.of(uri));
            }
            boolean plain =
                    uri.getHost() != null
                            && uri.getUserInfo() == null
                            && uri.getQuery() == null
                            && uri.getFragment() == null;
            if (plain && (scheme.equals("https") || scheme.equals("http"))) {
                return new UrlPlace(uri);
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new SoraException(problem(text, String.valueOf(e.getMessage())), e);
        }
        throw new SoraException(problem(text, ""));
    }

    private static Problem problem(String text, String have) {
        return Problem.of("SORA-3401", "this cannot be the address of an index")
                .where(text)
                .needs("a folder, or https://host/folder without a name, '?' or '#' in it")
                .have(have)
                .fix("see docs/trust.md");
    }

    /** Returns the exception for a file that is larger than its limit. */
    static SoraException tooLarge(String where, long limit, long found) {
        return new SoraException(
                Problem.of("SORA-3405", "the file is too large")
                        .where(where)
                        .needs("at most %,d bytes".formatted(limit))
                        .have("at least %,d bytes".formatted(found))
                        .fix("report it to the maintainer of the index"));
    }

    /** Returns the exception for a file that cannot be read or written. */
    static SoraException unusable(String where, Exception cause) {
        return new SoraException(
                Problem.of("SORA-3409", "a file of the index cannot be read or written")
                        .where(where)
                        .have(cause.getClass().getSimpleName() + ": " + cause.getMessage())
                        .fix("check that it exists, its permissions, and the free space"),
                cause);
    }
}
