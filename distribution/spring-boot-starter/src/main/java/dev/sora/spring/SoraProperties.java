// SPDX-License-Identifier: Apache-2.0
package dev.sora.spring;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The properties {@code sora.*}.
 *
 * @param model the model package that the bean {@link dev.sora.core.Model} opens; without it there
 *     is no such bean
 * @param plugins jars of plugins, or folders with jars; the plugins on the class path if empty
 */
@ConfigurationProperties("sora")
public record SoraProperties(@Nullable Path model, @Nullable List<Path> plugins) {

    /** Copies the list. */
    public SoraProperties {
        plugins = plugins == null ? List.of() : List.copyOf(plugins);
    }
}
