// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.Digests;
import dev.sora.core.io.Fields;
import dev.sora.core.io.Json;
import dev.sora.core.io.ReadProblems;
import dev.sora.core.packaging.Lock.DataFile;
import dev.sora.core.packaging.Lock.Natives;
import dev.sora.core.packaging.Lock.Plugin;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Converts a lock to a tree and back. */
final class LockTree {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.+-]*");

    private LockTree() {}

    static Map<String, Object> write(Lock lock) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("lock", (long) lock.version());
        tree.put("sora", lock.sora());
        tree.put("java", lock.java());
        tree.put("engine", lock.engine());
        tree.put("natives", write(lock.natives()));
        tree.put("plugins", lock.plugins().stream().map(LockTree::write).toList());
        tree.put("data", lock.files().stream().map(LockTree::write).toList());
        tree.put("records", lock.records());
        if (!lock.skipped().isEmpty()) {
            tree.put("skipped", lock.skipped());
        }
        tree.put("seed", lock.seed());
        tree.put("threads", (long) lock.threads());
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("sha256", lock.manifestDigest());
        manifest.put("values", lock.manifest());
        tree.put("manifest", manifest);
        return tree;
    }

    static Lock read(Map<String, Object> tree, String where) {
        Fields fields = new Fields(tree, where);
        int version = version(fields.whole("lock"), where);
        String sora = fields.text("sora");
        Map<String, String> java = fields.object("java").texts();
        Map<String, String> engine = fields.object("engine").texts();
        List<Plugin> plugins =
                fields.objects("plugins").stream().map(p -> plugin(p, where)).toList();
        List<DataFile> files = fields.objects("data").stream().map(LockTree::file).toList();
        return new Lock(
                version,
                sora,
                java,
                engine,
                version == 1 ? natives(engine) : natives(fields.object("natives")),
                plugins,
                files,
                version == 1 ? Map.of() : wholes(fields.object("records")),
                fields.has("skipped") ? skipped(fields.object("skipped")) : Map.of(),
                fields.whole("seed"),
                fields.count("threads"),
                version == 1 ? Map.of() : manifest(fields.object("manifest"), where));
    }

    private static int version(long version, String where) {
        if (version < 1) {
            throw ReadProblems.malformed(where, "the lock has no version");
        }
        if (version > Lock.VERSION) {
            throw new DataException(
                    Problem.of("SORA-4402", "the lock was written by a newer Sora")
                            .where(where)
                            .needs("lock version %d".formatted(Lock.VERSION))
                            .have("lock version %d".formatted(version))
                            .fix("install a newer Sora"));
        }
        return (int) version;
    }

    /** Reads the first locks, which had facts only. */
    private static Natives natives(Map<String, String> facts) {
        return new Natives(
                "",
                facts.getOrDefault("device", ""),
                facts.getOrDefault("runtime", ""),
                facts.getOrDefault("platform", ""),
                "");
    }

    private static Natives natives(Fields fields) {
        return new Natives(
                fields.text("engine"),
                fields.text("device"),
                fields.text("runtime"),
                fields.text("platform"),
                digest(fields));
    }

    private static Map<String, String> manifest(Fields fields, String where) {
        Map<String, String> values = fields.object("values").texts();
        if (!digest(fields).equals(Digests.sha256(Json.line(new TreeMap<>(values))))) {
            throw ReadProblems.malformed(where, "'manifest' and its digest do not match");
        }
        return values;
    }

    private static Map<String, Map<String, Long>> skipped(Fields parts) {
        Map<String, Map<String, Long>> skipped = new LinkedHashMap<>();
        parts.keys().forEach(part -> skipped.put(part, wholes(parts.object(part))));
        return skipped;
    }

    private static Map<String, Long> wholes(Fields fields) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        fields.keys().forEach(key -> numbers.put(key, fields.whole(key)));
        return numbers;
    }

    private static Plugin plugin(Fields fields, String where) {
        return new Plugin(
                word(fields, "name", where),
                word(fields, "version", where),
                digest(fields),
                fields.has("uses") ? Set.copyOf(fields.texts("uses")) : Set.of());
    }

    /** Checks names and versions, which become part of commands that users are advised to run. */
    private static String word(Fields fields, String key, String where) {
        String text = fields.text(key);
        if (!WORD.matcher(text).matches()) {
            throw ReadProblems.malformed(where, "'%s' of a plugin is not valid".formatted(key));
        }
        return text;
    }

    /** Accepts upper and lower case. */
    private static String digest(Fields fields) {
        return fields.text("sha256").toLowerCase(Locale.ROOT);
    }

    private static DataFile file(Fields fields) {
        return new DataFile(
                fields.has("part") ? fields.text("part") : "",
                fields.text("path"),
                fields.whole("size"),
                digest(fields));
    }

    private static Map<String, Object> write(Natives natives) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("engine", natives.engine());
        tree.put("device", natives.device());
        tree.put("runtime", natives.runtime());
        tree.put("platform", natives.platform());
        tree.put("sha256", natives.sha256());
        return tree;
    }

    private static Map<String, Object> write(Plugin plugin) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", plugin.name());
        tree.put("version", plugin.version());
        tree.put("sha256", plugin.sha256());
        tree.put("uses", List.copyOf(plugin.uses()));
        return tree;
    }

    private static Map<String, Object> write(DataFile file) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("part", file.part());
        tree.put("path", file.path());
        tree.put("size", file.size());
        tree.put("sha256", file.sha256());
        return tree;
    }
}
