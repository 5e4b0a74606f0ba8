// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.search.SearchHistory;
import dev.sora.search.Strategy;
import dev.sora.search.StrategyType;
import dev.sora.search.Suggestion;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A strategy that draws some trials, and fails then. */
final class FaultyStrategy implements StrategyType {

    private static final Setting<Long> SOUND =
            Setting.integer("sound", "The number of trials before it fails.").orElse(0L);
    private static final Setting<String> FAULT =
            Setting.choice("fault", "What it does then.", List.of("throws", "nothing", "outside"))
                    .orElse("throws");

    /** The plugin that offers it. */
    static final class Plugin implements SoraPlugin {

        @Override
        public String name() {
            return "faults";
        }

        @Override
        public List<SoraType> types() {
            return List.of(new FaultyStrategy());
        }
    }

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("faulty", "A strategy that fails.", SOUND, FAULT);
    }

    @Override
    public Strategy create(Settings settings) {
        return history ->
                history.next() < settings.get(SOUND)
                        ? Optional.of(
                                Suggestion.of(history.space().draw(history.random(history.next()))))
                        : fail(settings.get(FAULT), history);
    }

    private static Optional<Suggestion> fail(String fault, SearchHistory history) {
        return switch (fault) {
            case "throws" -> throw new IndexOutOfBoundsException("trial " + history.next());
            case "outside" -> Optional.of(Suggestion.of(Map.of("unknown", 1L)));
            default -> null;
        };
    }
}
