// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineProvider;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provider that DJL asks for an engine. It keeps the first one that is registered under a name,
 * and its public methods tell which one that is only by starting the engine.
 */
final class RegisteredProvider {

    private static final Logger LOG = LoggerFactory.getLogger(RegisteredProvider.class);

    private RegisteredProvider() {}

    /** Returns the provider of an engine; empty if there is none, or if DJL hides it. */
    static Optional<EngineProvider> of(String engine) {
        try {
            Field all = Engine.class.getDeclaredField("ALL_ENGINES");
            all.setAccessible(true);
            return all.get(null) instanceof Map<?, ?> providers
                            && providers.get(engine) instanceof EngineProvider provider
                    ? Optional.of(provider)
                    : Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException e) {
            // the engine itself is checked once it has started
            LOG.debug("DJL hides the providers of engines", e);
            return Optional.empty();
        }
    }
}
