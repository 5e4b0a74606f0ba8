// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.core.Sora;
import dev.sora.serving.config.ServingConfig;
import dev.sora.serving.models.Library;
import dev.sora.serving.models.Models;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * What operations use.
 *
 * @param sora the plugins
 * @param config the limits
 * @param models the models that are served
 * @param library the packages that can be served
 * @param metrics the metrics
 * @param executor runs what follows a computation, off the threads that compute
 * @param ready whether the server is ready for predictions
 * @param version Sora's version
 */
record Service(
        Sora sora,
        ServingConfig config,
        Models models,
        Library library,
        ServerMetrics metrics,
        Executor executor,
        BooleanSupplier ready,
        String version) {}
