// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.serving;

import dev.sora.core.Sora;

/** Starts servers; found by {@link java.util.ServiceLoader}. */
public interface ServerProvider {

    /**
     * Starts a server, with all its models open.
     *
     * @param sora opens the models; stays open as long as the server
     * @throws dev.sora.problem.SoraException if the configuration is not valid, a model cannot be
     *     opened, or the address is in use; then nothing is left open
     */
    ModelServer start(Sora sora, ServerRequest request);

    /**
     * Opens a page that shows a run, for browsers of this machine only.
     *
     * @throws dev.sora.problem.SoraException if the port is in use
     */
    RunPage page(RunPageRequest request);
}
