package ${package};

import dev.sora.order.Order;
import dev.sora.order.OrderType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** Declares the settings of the order. All pipelines share one type, so it keeps no state. */
final class ${className}Type implements OrderType {

    // Defaults, messages, the schema for editors and 'sora plugin info' derive from this.
    static final Setting<Long> TOGETHER =
            Setting.integer("together", "How many neighbouring records stay together.")
                    .atLeast(1)
                    .orElse(8L);

    // An order that reads the classes of records overrides readsClasses().

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("${name}", "Keeps neighbouring records together.", TOGETHER);
    }

    @Override
    public Order create(Settings settings) {
        // The settings are checked already.
        return new ${className}Order(settings.get(TOGETHER).intValue());
    }
}
