// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.detect;

import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.MetricType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;

/**
 * {@code iou}: the mean intersection over union of predicted and actual boxes, over records with a
 * box.
 */
public final class IouType implements MetricType<BoxesOutcome> {

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("iou", "Intersection over union.");
    }

    @Override
    public Class<BoxesOutcome> outcome() {
        return BoxesOutcome.class;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public Metric<BoxesOutcome> create(Settings settings) {
        return new Metric<>() {
            private double sum;
            private long count;

            @Override
            public void add(BoxesOutcome boxes) {
                for (int i = 0; i < boxes.size(); i++) {
                    if (boxes.there()[i]) {
                        sum += BoxesOutcome.iou(boxes.predicted(), 4 * i, boxes.targets(), 4 * i);
                        count++;
                    }
                }
            }

            @Override
            public MetricResult result() {
                return count == 0
                        ? MetricResult.undefined("is not defined: no picture has a box")
                        : MetricResult.of(sum / count);
            }
        };
    }
}
