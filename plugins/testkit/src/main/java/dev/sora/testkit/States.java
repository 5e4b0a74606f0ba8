// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.core.packaging.Json;
import dev.sora.problem.DataException;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What particles have learned, as it is saved. */
final class States {

    private static final String ALLOWED =
            "texts, numbers, truths, lists and maps of these, with texts as keys";

    private States() {}

    /** Writes a state as model packages do, and reads it again. */
    static Map<String, Object> saved(Map<String, Object> state) {
        check("state()", state);
        return Json.readObject(Json.line(state), "state");
    }

    private static void check(String path, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (key, held) -> {
                        if (!(key instanceof String)) {
                            throw new Breach(
                                    ALLOWED, "the key %s in %s".formatted(key, path), "use a text");
                        }
                        check(path + "." + key, held);
                    });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                check("%s[%d]".formatted(path, i), list.get(i));
            }
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            throw new Breach(
                    "numbers that JSON can hold",
                    "%s at %s".formatted(number, path),
                    "keep no NaN and no infinity: they come back as null");
        } else if (!(value instanceof String
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Double
                || value instanceof Boolean)) {
            throw new Breach(
                    ALLOWED,
                    "%s at %s"
                            .formatted(
                                    value == null ? "null" : "a " + value.getClass().getName(),
                                    path),
                    "convert it; Long and Double come back as they are");
        }
    }

    /** Returns states that are not whole: a part is missing, or is something else. */
    static List<Map<String, Object>> broken(Map<String, Object> state) {
        List<Map<String, Object>> broken = new ArrayList<>();
        state.forEach(
                (key, value) -> {
                    Map<String, Object> without = new LinkedHashMap<>(state);
                    without.remove(key);
                    broken.add(without);
                    for (Object other : others(value)) {
                        Map<String, Object> changed = new LinkedHashMap<>(state);
                        changed.put(key, other);
                        broken.add(changed);
                    }
                });
        return broken;
    }

    private static List<Object> others(Object value) {
        List<Object> others = new ArrayList<>();
        if (!(value instanceof String)) {
            others.add("something else");
        }
        if (!(value instanceof List)) {
            others.add(List.of(List.of()));
        }
        if (value instanceof Number) {
            others.add(-1L);
        }
        if (!(value instanceof Map)) {
            others.add(Map.of("a", Map.of()));
        }
        if (value instanceof List<?> list && !list.isEmpty()) {
            others.add(List.of(Map.of()));
        }
        return others;
    }

    /** A state that is not whole must be refused, or do no harm; nothing else may be thrown. */
    static void checkBroken(Map<String, Object> state, Consumer<Map<String, Object>> restore) {
        int refused = 0;
        List<Map<String, Object>> all = broken(state);
        for (Map<String, Object> broken : all) {
            try {
                restore.accept(broken);
            } catch (DataException e) {
                refused++;
            } catch (SoraException e) {
                throw wrong(broken, e, "a " + e.getClass().getSimpleName());
            } catch (RuntimeException e) {
                throw wrong(broken, e, e.toString());
            }
        }
        if (refused == 0 && !all.isEmpty()) {
            throw new Breach(
                    "a DataException for at least one of %d states that are not whole"
                            .formatted(all.size()),
                    "all of them are accepted",
                    "check in restore that each part is there, of its type and within its bounds:"
                            + " it comes from a file that anybody can write");
        }
    }

    private static Breach wrong(Map<String, Object> state, Exception thrown, String found) {
        String text = Json.line(state);
        return new Breach(
                "a DataException for a state that is not whole: "
                        + (text.length() > 200 ? text.substring(0, 197) + "..." : text),
                found,
                "check in restore that each part is there, of its type and within its bounds: it"
                        + " comes from a file that anybody can write",
                thrown);
    }
}
