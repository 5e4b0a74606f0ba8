// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.index;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;

/** Where an index and its jars lie. */
sealed interface Place permits FolderPlace, UrlPlace {

    /** Returns whether nothing but a signature would tell who wrote what comes from here. */
    boolean needsSignature();

    /** Returns a file of this place, for people. */
    String name(String file);

    /**
     * Fetches a file.
     *
     * @param file a plain name
     * @param limit the most bytes that are taken
     * @param signed whether a signature says who wrote it, however it comes
     * @param target a new file
     * @return whether there is such a file
     * @throws SoraException if there is, and it cannot be fetched
     */
    boolean fetch(String file, long limit, boolean signed, Path target);

    /**
     * Reads what a person wrote.
     *
     * @throws SoraException if it is no place for an index
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
        return Problem.of("SORA-3401", "this is no place where an index could be")
                .where(text)
                .needs("a folder, or https://host/folder without a name, '?' or '#' in it")
                .have(have)
                .fix("see docs/trust.md");
    }

    /** Tells that a file is larger than it may be. */
    static SoraException tooLarge(String where, long limit, long found) {
        return new SoraException(
                Problem.of("SORA-3405", "the file is larger than it may be")
                        .where(where)
                        .needs("at most %,d bytes".formatted(limit))
                        .have("at least %,d bytes".formatted(found))
                        .fix("tell whoever keeps the index"));
    }

    /** Tells that a file cannot be read or written. */
    static SoraException unusable(String where, Exception cause) {
        return new SoraException(
                Problem.of("SORA-3409", "a file of the index cannot be read or written")
                        .where(where)
                        .have(cause.getClass().getSimpleName() + ": " + cause.getMessage())
                        .fix("check that it exists, its permissions, and the free space"),
                cause);
    }
}
