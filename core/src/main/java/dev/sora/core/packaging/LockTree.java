// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.packaging.Lock.DataFile;
import dev.sora.core.packaging.Lock.Plugin;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a tree from a file into a lock. */
final class LockTree {

    private final String where;

    private LockTree(String where) {
        this.where = where;
    }

    static Lock read(Map<String, Object> tree, String where) {
        LockTree reader = new LockTree(where);
        reader.checkVersion(reader.whole(tree, "lock"));
        long threads = reader.whole(tree, "threads");
        if (threads < 0 || threads > Integer.MAX_VALUE) {
            throw ReadProblems.malformed(where, "'threads' is out of range");
        }
        return new Lock(
                reader.text(tree, "sora"),
                reader.facts(tree, "java"),
                reader.facts(tree, "engine"),
                reader.list(tree, "plugins").stream().map(reader::plugin).toList(),
                reader.list(tree, "data").stream().map(reader::file).toList(),
                reader.whole(tree, "seed"),
                (int) threads);
    }

    private void checkVersion(long version) {
        if (version != Lock.VERSION) {
            throw new DataException(
                    Problem.of("SORA-4402", "the lock was written by a newer Sora")
                            .where(where)
                            .needs("lock version %d".formatted(Lock.VERSION))
                            .have("lock version %d".formatted(version))
                            .fix("install a newer Sora, or train without the lock"));
        }
    }

    private Plugin plugin(Map<?, ?> tree) {
        return new Plugin(text(tree, "name"), text(tree, "version"), text(tree, "sha256"));
    }

    private DataFile file(Map<?, ?> tree) {
        return new DataFile(text(tree, "path"), whole(tree, "size"), text(tree, "sha256"));
    }

    private String text(Map<?, ?> tree, String key) {
        if (tree.get(key) instanceof String text) {
            return text;
        }
        throw ReadProblems.malformed(where, "'%s' must be a text".formatted(key));
    }

    private long whole(Map<?, ?> tree, String key) {
        if (tree.get(key) instanceof Long number) {
            return number;
        }
        throw ReadProblems.malformed(where, "'%s' must be a whole number".formatted(key));
    }

    private Map<String, String> facts(Map<?, ?> tree, String key) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (!(tree.get(key) instanceof Map<?, ?> map)) {
            throw ReadProblems.malformed(where, "'%s' must be an object".formatted(key));
        }
        map.keySet().forEach(name -> facts.put(String.valueOf(name), text(map, (String) name)));
        return facts;
    }

    private List<? extends Map<?, ?>> list(Map<?, ?> tree, String key) {
        if (tree.get(key) instanceof List<?> list
                && list.stream().allMatch(Map.class::isInstance)) {
            return list.stream().map(element -> (Map<?, ?>) element).toList();
        }
        throw ReadProblems.malformed(where, "'%s' must be a list of objects".formatted(key));
    }
}
