// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.serving.RunPage;
import dev.sora.core.serving.RunPageRequest;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of verbs whose run can be watched in a browser. */
final class PageOptions {

    private static final int MOST_PORT = 65_535;

    @Option(
            names = "--ui",
            description =
                    "Show the run in a browser of this machine, at an address that is printed; the"
                            + " page ends with the run.")
    private boolean asked;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "With --ui: the port of the page; any free one if not given.")
    private Integer port;

    /** Returns whether a page, or a port for it, is asked for. */
    boolean isAsked() {
        return asked || port != null;
    }

    /**
     * Opens the page, and prints its address.
     *
     * @param stop stops the run
     * @return empty if no page is asked for
     * @throws SoraException if the port is in use or not a port
     */
    Optional<RunPage> open(Session session, Runnable stop) {
        if (port != null && !asked) {
            throw new SoraException(
                    Problem.of("SORA-1017", "--port is the port of the page that --ui opens")
                            .where("--port " + port)
                            .fix("add --ui, or leave --port out"));
        }
        if (port != null && (port < 0 || port > MOST_PORT)) {
            throw new SoraException(
                    Problem.of("SORA-1004", "'%d' does not fit --port".formatted(port))
                            .needs(
                                    "a port from 1 to %d, or 0 for any free one"
                                            .formatted(MOST_PORT))
                            .fix("leave --port out for any free one"));
        }
        if (!asked) {
            return Optional.empty();
        }
        RunPageRequest request = new RunPageRequest(port == null ? 0 : port, stop);
        RunPage page = session.backend().servers().page(request);
        session.screen().line("the run is shown at " + page.address());
        return Optional.of(page);
    }
}
