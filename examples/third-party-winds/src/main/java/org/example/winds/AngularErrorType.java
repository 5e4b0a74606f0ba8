// SPDX-License-Identifier: Apache-2.0
package org.example.winds;

import dev.sora.metric.Metric;
import dev.sora.metric.MetricType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;

/** {@code angular_error}: a metric of outputs that predict directions. */
final class AngularErrorType implements MetricType<Directions> {

    static final String NAME = "angular_error";

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                NAME, "Mean error of the predicted directions, in degrees.");
    }

    @Override
    public Class<Directions> outcome() {
        return Directions.class;
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public Metric<Directions> create(Settings settings) {
        return new AngularError();
    }
}
