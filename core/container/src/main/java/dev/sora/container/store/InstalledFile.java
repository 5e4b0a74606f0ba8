// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.store;

import dev.sora.core.io.AtomicFile;
import dev.sora.core.io.Json;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The file with the list of installed plugins. It is replaced as a whole, and read as untrusted
 * input.
 */
final class InstalledFile {

    static final String NAME = "installed.json";

    static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    static final Pattern FILE = Pattern.compile("[A-Za-z0-9_+][A-Za-z0-9._+-]{0,150}\\.jar");

    private static final long FORMAT = 1;
    private static final int LARGEST = 8 << 20;
    private static final int MOST_PLUGINS = 10_000;
    private static final int LONGEST = 4096;
    private static final Pattern PLUGIN = Pattern.compile("[a-z][a-z0-9-]{0,100}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._+-]{1,255}");

    private final Path path;

    InstalledFile(Path folder) {
        this.path = folder.resolve(NAME);
    }

    /** Returns the content unchanged; empty if the file does not exist. */
    String text() {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw unreadable("more than " + LARGEST + " bytes", null);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw unreadable(StoreProblems.words(e), e);
        }
    }

    List<InstalledPlugin> read() {
        return parse(text());
    }

    List<InstalledPlugin> parse(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        Map<String, Object> tree;
        try {
            tree = Json.readObject(text, path.toString());
        } catch (SoraException e) {
            // The position at which an unclosed object began does not help the user.
            String said = e.problems().get(0).message().replaceFirst(" \\(start marker.*", "");
            throw unreadable(said, e);
        }
        if (tree.get("format") instanceof Long format && format > FORMAT) {
            throw new SoraException(
                    Problem.of("SORA-3201", "a newer Sora wrote the list of installed plugins")
                            .where(path.toString())
                            .needs("format " + FORMAT)
                            .have("format " + format)
                            .fix("use that Sora, or set SORA_HOME to another folder"));
        }
        if (!Long.valueOf(FORMAT).equals(tree.get("format"))
                || !(tree.get("plugins") instanceof List<?> list)) {
            throw unreadable("no 'format' of " + FORMAT + ", or no list 'plugins'", null);
        }
        if (list.size() > MOST_PLUGINS) {
            throw unreadable("more than " + MOST_PLUGINS + " plugins", null);
        }
        List<InstalledPlugin> plugins = new ArrayList<>(list.size());
        Set<String> seen = new HashSet<>();
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> fields)) {
                throw unreadable("an element of 'plugins' that is not an object", null);
            }
            InstalledPlugin plugin = plugin(fields);
            if (!seen.add(plugin.name() + "@" + plugin.version())) {
                throw unreadable("%s twice".formatted(plugin), null);
            }
            plugins.add(plugin);
        }
        return List.copyOf(plugins);
    }

    private InstalledPlugin plugin(Map<?, ?> fields) {
        return new InstalledPlugin(
                text(fields, "name", PLUGIN),
                text(fields, "version", WORD),
                text(fields, "bundle", WORD),
                text(fields, "file", FILE),
                text(fields, "sha256", DIGEST),
                number(fields, "size"),
                number(fields, "modified"),
                text(fields, "origin", null),
                text(fields, "installed", null));
    }

    private String text(Map<?, ?> fields, String key, Pattern form) {
        if (fields.get(key) instanceof String text
                && text.length() <= LONGEST
                && (form == null || form.matcher(text).matches())) {
            return text;
        }
        throw unreadable("a plugin whose '%s' is not valid".formatted(key), null);
    }

    private long number(Map<?, ?> fields, String key) {
        if (fields.get(key) instanceof Long number && number >= 0) {
            return number;
        }
        throw unreadable("a plugin whose '%s' is not valid".formatted(key), null);
    }

    private SoraException unreadable(String have, Throwable cause) {
        return new SoraException(
                Problem.of("SORA-3201", "what is installed cannot be read")
                        .where(path.toString())
                        .have(have)
                        .fix("correct the file, or delete it and install the plugins again"),
                cause);
    }

    /** Replaces the file; if that fails, the old one stays. */
    void write(List<InstalledPlugin> plugins) {
        List<InstalledPlugin> sorted = new ArrayList<>(plugins);
        sorted.sort(
                Comparator.comparing(InstalledPlugin::name).thenComparing(InstalledPlugin::number));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("format", FORMAT);
        tree.put("plugins", sorted.stream().map(InstalledFile::tree).toList());
        String text = Json.pretty(tree);
        // Do not write a list that cannot be read back.
        parse(text);
        try {
            AtomicFile.writeText(path, text);
        } catch (SoraException e) {
            throw StoreProblems.unwritable(path, e.problems().get(0).message(), e);
        }
    }

    private static Map<String, Object> tree(InstalledPlugin plugin) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", plugin.name());
        tree.put("version", plugin.version());
        tree.put("bundle", plugin.bundle());
        tree.put("file", plugin.file());
        tree.put("sha256", plugin.sha256());
        tree.put("size", plugin.size());
        tree.put("modified", plugin.modified());
        tree.put("origin", plugin.origin());
        tree.put("installed", plugin.installed());
        return tree;
    }
}
