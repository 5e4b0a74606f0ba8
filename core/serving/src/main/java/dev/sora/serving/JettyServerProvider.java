// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving;

import dev.sora.core.Sora;
import dev.sora.core.serving.ModelServer;
import dev.sora.core.serving.RunPage;
import dev.sora.core.serving.RunPageRequest;
import dev.sora.core.serving.ServerProvider;
import dev.sora.core.serving.ServerRequest;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.serving.config.ConfigReader;
import dev.sora.serving.config.ServingConfig;
import dev.sora.serving.run.JettyRunPage;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Starts servers on Jetty. */
public final class JettyServerProvider implements ServerProvider {

    /** Creates a provider. */
    public JettyServerProvider() {}

    @Override
    public ModelServer start(Sora sora, ServerRequest request) {
        ServingConfig config = ConfigReader.read(request);
        if (config.models().isEmpty() && config.repository().isEmpty()) {
            throw new SoraException(
                    Problem.of("SORA-6004", "there is nothing to serve")
                            .needs("a model package, --repository or --config")
                            .fix("sora serve model.sora"));
        }
        return JettyModelServer.start(sora, config, request, address(config, request.insecure()));
    }

    @Override
    public RunPage page(RunPageRequest request) {
        return JettyRunPage.open(request);
    }

    /**
     * Returns the address to listen at. Refuses to show the models to other machines, unless they
     * are protected: one of the addresses of a name is enough for that.
     */
    private static InetAddress address(ServingConfig config, boolean insecure) {
        boolean secure = config.tls().isPresent() && config.keys().isPresent();
        try {
            InetAddress[] all = InetAddress.getAllByName(config.host());
            boolean local = Arrays.stream(all).allMatch(InetAddress::isLoopbackAddress);
            if (!local && !secure && !insecure) {
                throw new SoraException(
                        Problem.of(
                                        "SORA-6007",
                                        "other machines could reach the server without protection")
                                .where(config.host())
                                .needs("'tls' and 'keys' in the configuration")
                                .fix(
                                        "set both; or add --insecure if a proxy or the network"
                                                + " protects it"));
            }
            return all[0];
        } catch (UnknownHostException e) {
            throw new SoraException(
                    Problem.of("SORA-6006", "the server cannot listen at this address")
                            .where(config.host())
                            .have("no such host")
                            .fix("name an address of this machine with --host"),
                    e);
        }
    }
}
