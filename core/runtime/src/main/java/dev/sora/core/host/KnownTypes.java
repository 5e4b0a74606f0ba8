// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import dev.sora.plugin.Kind;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The known plugins that offer types which are not available.
 *
 * <p>Read from properties, one line for each type: {@code particle.conv2d = vision
 * sora-vision.jar}. The prefix is the name of the kind.
 */
public final class KnownTypes {

    private final Map<String, Bringer> bringers;

    private KnownTypes(Map<String, Bringer> bringers) {
        this.bringers = Map.copyOf(bringers);
    }

    /**
     * A plugin that is known to offer a type.
     *
     * @param plugin its name
     * @param jar the name of its jar
     */
    public record Bringer(String plugin, String jar) {}

    /** Returns an empty index. */
    public static KnownTypes none() {
        return new KnownTypes(Map.of());
    }

    /** Reads an index. */
    public static KnownTypes load(Reader lines) {
        Properties properties = new Properties();
        try {
            properties.load(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Bringer> bringers = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            String[] parts = properties.getProperty(key).strip().split("\\s+", 2);
            bringers.put(key, new Bringer(parts[0], parts.length > 1 ? parts[1] : ""));
        }
        return new KnownTypes(bringers);
    }

    /**
     * Returns the lines of an index of the types that these plugins offer.
     *
     * @param plugins the plugins
     */
    public static List<String> lines(List<OfferedPlugin> plugins) {
        Map<String, String> lines = new TreeMap<>();
        for (OfferedPlugin plugin : plugins) {
            int cut =
                    Math.max(
                            plugin.location().lastIndexOf('/'),
                            plugin.location().lastIndexOf('\\'));
            String jar = plugin.location().substring(cut + 1);
            plugin.types()
                    .forEach(
                            type ->
                                    lines.put(
                                            key(type.kind(), type.descriptor().name()),
                                            plugin.name() + " " + jar));
        }
        return lines.entrySet().stream().map(e -> e.getKey() + " = " + e.getValue()).toList();
    }

    /** Returns the known plugin that offers a type. */
    public Optional<Bringer> bringer(Kind kind, String name) {
        return Optional.ofNullable(bringers.get(key(kind, name)));
    }

    private static String key(Kind kind, String name) {
        return kind.name() + "." + name;
    }
}
