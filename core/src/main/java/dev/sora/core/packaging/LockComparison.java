// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what a run would find another than the lock does. */
final class LockComparison {

    private static final String NOTHING = "nothing";

    private final Lock locked;
    private final Lock now;
    private final String where;
    private final List<Problem> problems = new ArrayList<>();

    LockComparison(Lock locked, Lock now, String where) {
        this.locked = locked;
        this.now = now;
        this.where = where;
    }

    /** The Java at work is left out: numbers do not depend on it. */
    List<Problem> problems() {
        compare("SORA-3401", "Sora is another than in the lock", locked.sora(), now.sora());
        compare(
                "SORA-3402",
                "plugin '%s' is another than in the lock",
                plugins(locked),
                plugins(now));
        compare(
                "SORA-5401",
                "the engine's '%s' is another than in the lock",
                locked.engine(),
                now.engine());
        compare(
                "SORA-5402",
                "the number of threads is another than in the lock",
                Integer.toString(locked.threads()),
                Integer.toString(now.threads()));
        compare(
                "SORA-4441",
                "the file '%s' is another than in the lock",
                files(locked),
                files(now));
        compare(
                "SORA-4442",
                "the seed is another than in the lock",
                Long.toString(locked.seed()),
                Long.toString(now.seed()));
        return List.copyOf(problems);
    }

    private void compare(
            String code, String message, Map<String, String> before, Map<String, String> after) {
        Map<String, String> all = new LinkedHashMap<>(before);
        after.forEach(all::putIfAbsent);
        for (String name : all.keySet()) {
            compare(
                    code,
                    message.formatted(name),
                    before.getOrDefault(name, NOTHING),
                    after.getOrDefault(name, NOTHING));
        }
    }

    private void compare(String code, String message, String before, String after) {
        if (!before.equals(after)) {
            problems.add(
                    Problem.of(code, message)
                            .where(where)
                            .needs(before)
                            .have(after)
                            .fix("restore what was locked, or train without --frozen"));
        }
    }

    private static Map<String, String> plugins(Lock lock) {
        Map<String, String> plugins = new LinkedHashMap<>();
        lock.plugins()
                .forEach(
                        plugin ->
                                plugins.merge(
                                        plugin.name(),
                                        plugin.version() + ", sha256 " + plugin.sha256(),
                                        (one, other) -> one + "; " + other));
        return plugins;
    }

    private static Map<String, String> files(Lock lock) {
        Map<String, String> files = new LinkedHashMap<>();
        lock.files()
                .forEach(
                        file ->
                                files.put(
                                        file.path(),
                                        "%d bytes, sha256 %s"
                                                .formatted(file.size(), file.sha256())));
        return files;
    }
}
