// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.serving;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What to serve, and where. Values that are absent are those of the configuration file, or its
 * defaults.
 *
 * @param models model packages: {@code FILE}, {@code NAME=FILE} or {@code NAME:VERSION=FILE}
 * @param repository a folder of model packages, which is watched for changes
 * @param config a configuration file in YAML
 * @param host the address to listen at
 * @param port the port; 0 for any free one
 * @param insecure whether to listen at an address that other machines reach without encryption or
 *     without keys
 * @param out receives the access log if the configuration names no file
 * @param environment the variables that the configuration may refer to
 */
public record ServerRequest(
        List<String> models,
        Optional<Path> repository,
        Optional<Path> config,
        Optional<String> host,
        OptionalInt port,
        boolean insecure,
        PrintStream out,
        Map<String, String> environment) {

    /** Copies the collections. */
    public ServerRequest {
        models = List.copyOf(models);
        environment = Map.copyOf(environment);
    }

    /** Returns a request for models, with the defaults for everything else. */
    public static ServerRequest of(List<String> models) {
        return new ServerRequest(
                models,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                false,
                System.out,
                Map.of());
    }

    /** Returns a copy with a configuration file. */
    public ServerRequest withConfig(Path file) {
        return new ServerRequest(
                models, repository, Optional.of(file), host, port, insecure, out, environment);
    }

    /** Returns a copy with a folder of model packages. */
    public ServerRequest withRepository(Path folder) {
        return new ServerRequest(
                models, Optional.of(folder), config, host, port, insecure, out, environment);
    }

    /** Returns a copy with a port. */
    public ServerRequest withPort(int number) {
        return new ServerRequest(
                models,
                repository,
                config,
                host,
                OptionalInt.of(number),
                insecure,
                out,
                environment);
    }

    /** Returns a copy with a destination of the access log. */
    public ServerRequest withOut(PrintStream log) {
        return new ServerRequest(
                models, repository, config, host, port, insecure, log, environment);
    }
}
