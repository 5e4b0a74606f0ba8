// SPDX-License-Identifier: Apache-2.0
package dev.sora.spring;

import dev.sora.core.Model;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.embedded.MicrometerObserver;
import dev.sora.embedded.ModelObserver;
import dev.sora.embedded.SoraBuilder;
import dev.sora.plugin.SoraPlugin;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures Sora with the plugins of the application, and the model that {@code sora.model} names.
 * A bean of the application replaces each; its beans {@link SoraPlugin} and {@link ModelObserver}
 * are added to the plugins and observers.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration"
        })
@EnableConfigurationProperties(SoraProperties.class)
public class SoraAutoConfiguration {

    /** Starts the plugins; closed with the application. */
    @Bean
    @ConditionalOnMissingBean
    EmbeddedSora sora(
            SoraProperties properties,
            ApplicationContext context,
            ObjectProvider<SoraPlugin> plugins,
            ObjectProvider<ModelObserver> observers) {
        SoraBuilder builder = EmbeddedSora.builder();
        if (properties.plugins().isEmpty()) {
            builder.classPath(context.getClassLoader());
        } else {
            builder.plugins(properties.plugins().toArray(Path[]::new));
        }
        plugins.orderedStream().forEach(builder::plugin);
        observers.orderedStream().forEach(builder::observer);
        return builder.build();
    }

    /** Opens the model; closed with the application, before Sora. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty("sora.model")
    Model soraModel(EmbeddedSora sora, SoraProperties properties) {
        return sora.open(properties.model());
    }

    /** Records metrics if the application has a registry of Micrometer. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    static class Metrics {

        @Bean
        @ConditionalOnBean(MeterRegistry.class)
        @ConditionalOnMissingBean
        MicrometerObserver soraObserver(MeterRegistry registry) {
            return new MicrometerObserver(registry);
        }
    }
}
