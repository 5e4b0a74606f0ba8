// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server serves, and its limits.
 *
 * @param host the address to listen at
 * @param port the port; 0 for any free one
 * @param models the models that the command line and the configuration name
 * @param repository a folder of model packages that is watched
 * @param poll the time between two looks at the repository
 * @param limits the bounds on requests
 * @param batching how requests are computed together
 * @param drift whether live data is compared with that of the training
 * @param tls the certificate; plain HTTP if absent
 * @param keys the file with API keys; every client may call if absent
 * @param accessLog a file, {@code -} for standard output, or {@code none}
 * @param drain the longest time to wait for requests in progress at the end
 */
public record ServingConfig(
        String host,
        int port,
        List<ModelConfig> models,
        Optional<Path> repository,
        Duration poll,
        Limits limits,
        Batching batching,
        Drift drift,
        Optional<Tls> tls,
        Optional<Path> keys,
        String accessLog,
        Duration drain) {

    /** Copies the list. */
    public ServingConfig {
        models = List.copyOf(models);
    }

    /**
     * A model with its versions.
     *
     * @param name the name; empty for that of the package
     * @param versions the package of each version
     * @param preferred the version for requests that name none; the newest if absent
     * @param aliases versions by further names
     * @param routes the share of the requests that name no version, by version
     * @param shadow a version that also computes these requests, and whose answers are only
     *     compared
     */
    public record ModelConfig(
            String name,
            Map<String, Path> versions,
            Optional<String> preferred,
            Map<String, String> aliases,
            Map<String, Double> routes,
            Optional<String> shadow) {

        /** Returns one version of a model, without any rules. */
        public static ModelConfig of(String name, String version, Path file) {
            return new ModelConfig(
                    name,
                    Map.of(version, file),
                    Optional.empty(),
                    Map.of(),
                    Map.of(),
                    Optional.empty());
        }
    }

    /**
     * The bounds on requests.
     *
     * @param bodyBytes the size of a body
     * @param headerBytes the size of all headers
     * @param records the number of records in a request
     * @param queue the number of records that wait for one version of a model
     * @param deadline the time for a request that states none
     * @param receive the time for a request to arrive
     * @param connections the number of open connections
     * @param rate the number of requests of a client in a second; 0 for any
     */
    public record Limits(
            int bodyBytes,
            int headerBytes,
            int records,
            int queue,
            Duration deadline,
            Duration receive,
            int connections,
            double rate) {}

    /**
     * How requests are computed together.
     *
     * @param records the number of records that are computed at once
     * @param pause how long a worker waits for further records; without a wait it takes those that
     *     arrived while it was busy
     * @param workers the number of threads of a version
     */
    public record Batching(int records, Duration pause, int workers) {}

    /**
     * How live data is compared with that of the training.
     *
     * @param enabled whether it is
     * @param window the time until records are forgotten
     * @param records the least number of records for a comparison
     */
    public record Drift(boolean enabled, Duration window, int records) {}

    /**
     * A certificate.
     *
     * @param keystore a file in PKCS#12 with the key and its certificates
     * @param password a file with the password of the keystore
     */
    public record Tls(Path keystore, Path password) {}
}
