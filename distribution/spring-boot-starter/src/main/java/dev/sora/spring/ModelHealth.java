// SPDX-License-Identifier: Apache-2.0
package dev.sora.spring;

import dev.sora.core.Model;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Is up while the model answers calls. */
final class ModelHealth extends AbstractHealthIndicator {

    private final Model model;

    ModelHealth(Model model) {
        super("the model does not answer");
        this.model = model;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        // refused by a closed model; computes nothing
        model.predict(List.<Map<String, Object>>of());
        health.up().withDetail("model", model.name()).withDetail("outputs", model.outputs());
    }
}
