// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.packaging.Lock.DataFile;
import dev.sora.core.packaging.Lock.Plugin;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns a lock into a tree and back. */
final class LockTree {

    /** The number that a reader compares before it looks at anything else. */
    private static final long VERSION = 1;

    private LockTree() {}

    static Map<String, Object> write(Lock lock) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("lock", VERSION);
        tree.put("sora", lock.sora());
        tree.put("java", lock.java());
        tree.put("engine", lock.engine());
        tree.put("plugins", lock.plugins().stream().map(LockTree::write).toList());
        tree.put("data", lock.files().stream().map(LockTree::write).toList());
        if (!lock.skipped().isEmpty()) {
            tree.put("skipped", lock.skipped());
        }
        tree.put("seed", lock.seed());
        tree.put("threads", (long) lock.threads());
        return tree;
    }

    static Lock read(Map<String, Object> tree, String where) {
        Fields fields = new Fields(tree, where);
        checkVersion(fields.whole("lock"), where);
        return new Lock(
                fields.text("sora"),
                fields.object("java").texts(),
                fields.object("engine").texts(),
                fields.objects("plugins").stream().map(LockTree::plugin).toList(),
                fields.objects("data").stream().map(LockTree::file).toList(),
                fields.has("skipped") ? skipped(fields.object("skipped")) : Map.of(),
                fields.whole("seed"),
                fields.count("threads"));
    }

    private static Map<String, Map<String, Long>> skipped(Fields parts) {
        Map<String, Map<String, Long>> skipped = new LinkedHashMap<>();
        for (String part : parts.keys()) {
            Fields codes = parts.object(part);
            Map<String, Long> counts = new LinkedHashMap<>();
            codes.keys().forEach(code -> counts.put(code, codes.whole(code)));
            skipped.put(part, counts);
        }
        return skipped;
    }

    private static void checkVersion(long version, String where) {
        if (version < 1) {
            throw ReadProblems.malformed(where, "the lock has no version");
        }
        if (version > VERSION) {
            throw new DataException(
                    Problem.of("SORA-4402", "the lock was written by a newer Sora")
                            .where(where)
                            .needs("lock version %d".formatted(VERSION))
                            .have("lock version %d".formatted(version))
                            .fix("install a newer Sora"));
        }
    }

    private static Plugin plugin(Fields fields) {
        return new Plugin(fields.text("name"), fields.text("version"), fields.text("sha256"));
    }

    private static DataFile file(Fields fields) {
        return new DataFile(fields.text("path"), fields.whole("size"), fields.text("sha256"));
    }

    private static Map<String, Object> write(Plugin plugin) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", plugin.name());
        tree.put("version", plugin.version());
        tree.put("sha256", plugin.sha256());
        return tree;
    }

    private static Map<String, Object> write(DataFile file) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("path", file.path());
        tree.put("size", file.size());
        tree.put("sha256", file.sha256());
        return tree;
    }
}
