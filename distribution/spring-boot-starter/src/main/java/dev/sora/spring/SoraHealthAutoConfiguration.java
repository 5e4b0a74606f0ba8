// SPDX-License-Identifier: Apache-2.0
package dev.sora.spring;

import dev.sora.core.Model;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Reports the health of the model if the application has health indicators. */
@AutoConfiguration(
        after = SoraAutoConfiguration.class,
        beforeName =
                "org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration")
@ConditionalOnClass(HealthIndicator.class)
public class SoraHealthAutoConfiguration {

    @Bean
    @ConditionalOnBean(Model.class)
    @ConditionalOnMissingBean(name = "soraHealthIndicator")
    HealthIndicator soraHealthIndicator(Model model) {
        return new ModelHealth(model);
    }
}
