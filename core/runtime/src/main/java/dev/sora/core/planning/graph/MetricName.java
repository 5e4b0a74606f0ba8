// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.graph;

import dev.sora.core.host.Catalogue;
import dev.sora.metric.MetricType;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The name of a metric with an argument after {@code @}.
 *
 * <p>{@code hit@10} is short for {@code {type: hit, k: 10, name: hit@10}}, {@code map@0.5:0.95} for
 * {@code {type: map, at: "0.5:0.95", name: …}}, and {@code tar@far=0.01} names the setting. Of a
 * metric without a setting {@code k} or {@code at}, a number after {@code @} that is not an integer
 * is a version of its plugin.
 *
 * @param type the text before {@code @}
 * @param settings the setting that the argument is the value of; empty without an argument
 */
record MetricName(String type, Map<String, Object> settings) {

    private static final Pattern NAMED = Pattern.compile("([^@]+)@([a-z][a-z0-9_]*)=(.+)");
    private static final Pattern POSITIONAL = Pattern.compile("([^@]+)@(\\d[\\d.:]*)");
    private static final Pattern INTEGER = Pattern.compile("\\d{1,9}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}\\.\\d{1,17}");

    /** The settings that an argument without a name is the value of. */
    private static final List<String> ARGUMENTS = List.of("k", "at");

    /** Returns whether a metric has the setting that the argument is the value of. */
    boolean fits(MetricType<?> metric) {
        return metric.descriptor().settings().stream()
                .map(Setting::name)
                .toList()
                .containsAll(settings.keySet());
    }

    static MetricName of(String text, Catalogue catalogue) {
        Matcher named = NAMED.matcher(text);
        if (named.matches()) {
            String key = named.group(2);
            Optional<Setting<?>> setting =
                    types(named.group(1), catalogue)
                            .flatMap(type -> type.descriptor().settings().stream())
                            .filter(each -> each.name().equals(key))
                            .findFirst();
            return new MetricName(named.group(1), Map.of(key, value(setting, named.group(3))));
        }
        Matcher positional = POSITIONAL.matcher(text);
        if (!positional.matches()) {
            return new MetricName(text, Map.of());
        }
        String type = positional.group(1);
        String argument = positional.group(2);
        Optional<Setting<?>> setting =
                types(type, catalogue).flatMap(each -> argument(each).stream()).findFirst();
        if (setting.isEmpty() && !INTEGER.matcher(argument).matches()) {
            return new MetricName(text, Map.of());
        }
        String key = setting.map(Setting::name).orElse(ARGUMENTS.get(0));
        return new MetricName(type, Map.of(key, value(setting, argument)));
    }

    private static Stream<SoraType> types(String text, Catalogue catalogue) {
        String name = text.substring(text.indexOf('/') + 1);
        return catalogue.types(MetricType.KIND).stream()
                .<SoraType>map(entry -> entry.type())
                .filter(type -> type.descriptor().name().equals(name));
    }

    private static Optional<Setting<?>> argument(SoraType type) {
        return type.descriptor().settings().stream()
                .filter(setting -> ARGUMENTS.contains(setting.name()))
                .findFirst();
    }

    /** Returns a value as a manifest would have it. */
    private static Object value(Optional<Setting<?>> setting, String text) {
        boolean string =
                setting.map(Setting::type)
                        .filter(
                                type ->
                                        type instanceof SettingType.StringType
                                                || type instanceof SettingType.Choice)
                        .isPresent();
        if (!string && INTEGER.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        return !string && NUMBER.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
    }
}
