// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.order;

import dev.sora.order.Order;
import dev.sora.order.OrderType;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.function.Function;

/** The order types of this plugin. */
public final class Orders {

    private static final Setting<Double> STRENGTH =
            Setting.number(
                            "strength",
                            "How far the classes are balanced: 0 draws each class as often as it"
                                    + " occurs, 1 all classes equally often; between them, in"
                                    + " proportion to n_c^(1 - strength).")
                    .atLeast(0)
                    .atMost(1)
                    .orElse(1.0);
    private static final Setting<Long> RECORDS =
            Setting.integer(
                            "records",
                            "How many records of each identity a minibatch has; it has batch_size /"
                                    + " records identities.")
                    .atLeast(2)
                    .orElse(4L);

    private Orders() {}

    /** Returns the types. */
    public static List<SoraType> types() {
        return List.of(
                new Offer(
                        TypeDescriptor.of(
                                "balanced",
                                "Draws rare classes more often and frequent ones less often.",
                                STRENGTH),
                        settings -> new Balanced(settings.get(STRENGTH))),
                new Offer(
                        TypeDescriptor.of(
                                "identities",
                                "Forms minibatches of several identities with several records each,"
                                        + " for losses that compare records.",
                                RECORDS),
                        settings -> new Identities(settings.get(RECORDS).intValue())));
    }

    private record Offer(TypeDescriptor descriptor, Function<Settings, Order> creates)
            implements OrderType {

        @Override
        public boolean readsClasses() {
            return true;
        }

        @Override
        public Order create(Settings settings) {
            return creates.apply(settings);
        }
    }
}
