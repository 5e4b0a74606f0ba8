// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.io.Json;
import dev.sora.core.packaging.SavedState;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.SoraException;
import dev.sora.tensor.HostTensor;
import dev.sora.testkit.trial.Breach;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the saved states of particles. */
final class States {

    private static final String ALLOWED =
            "strings, numbers, booleans, lists and maps of these, with strings as keys";

    private States() {}

    /** Writes a state as in a model package, and reads it again. */
    public static State saved(State state) {
        checkFinite("", state);
        SavedState saved = SavedState.of(state);
        Map<String, Object> tree = Json.readObject(Json.line(saved.tree()), "state");
        return new SavedState(tree, saved.tensors()).state("state").from("the state");
    }

    private static void checkFinite(String path, State state) {
        state.values()
                .forEach(
                        (key, value) -> {
                            if (value instanceof Double number) {
                                checkFinite(path + key, number);
                            } else if (value instanceof DoubleBuffer numbers) {
                                for (int i = 0; i < numbers.limit(); i++) {
                                    checkFinite("%s%s[%d]".formatted(path, key, i), numbers.get(i));
                                }
                            } else if (value instanceof List<?> list) {
                                for (int i = 0; i < list.size(); i++) {
                                    if (list.get(i) instanceof State inner) {
                                        checkFinite("%s%s[%d].".formatted(path, key, i), inner);
                                    }
                                }
                            }
                        });
    }

    private static void checkFinite(String path, double number) {
        if (!Double.isFinite(number)) {
            throw new Breach(
                    "numbers that are finite",
                    "%s at %s".formatted(number, path),
                    "keep no NaN and no infinity: no package takes them");
        }
    }

    /** Checks decoded values, which are shown to users and written as JSON. */
    static void checkDecoded(Map<String, Object> decoded) {
        check("decode()", decoded);
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
                    "return no NaN and no infinity: they come out as null");
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
                    "convert it");
        }
    }

    /** Returns invalid states: a value is missing or of another type. */
    public static List<State> broken(State state) {
        List<State> broken = new ArrayList<>();
        for (String key : state.values().keySet()) {
            broken.add(state.toBuilder().without(key).build());
            for (State.Builder other :
                    List.of(
                            state.toBuilder().string(key, "something else"),
                            state.toBuilder().integer(key, -1),
                            state.toBuilder().number(key, -1e300),
                            state.toBuilder().strings(key, List.of()),
                            state.toBuilder().strings(key, List.of("a", "a")),
                            state.toBuilder().numbers(key, -1e300, 0.5),
                            state.toBuilder().integers(key, Long.MIN_VALUE, Long.MAX_VALUE),
                            state.toBuilder().tensor(key, odd()),
                            state.toBuilder().states(key, List.of(State.builder().build())))) {
                if (!other.build().equals(state)) {
                    broken.add(other.build());
                }
            }
            if (state.values().get(key) instanceof List<?> list
                    && !list.isEmpty()
                    && list.get(0) instanceof State inner) {
                for (State other : broken(inner)) {
                    List<State> changed = new ArrayList<>(state.states(key));
                    changed.set(0, other);
                    broken.add(state.toBuilder().states(key, changed).build());
                }
            }
        }
        return broken;
    }

    private static HostTensor odd() {
        return HostTensor.of(
                DataType.UINT8, new Shape(3), ByteBuffer.wrap(new byte[] {-1, -1, -1}));
    }

    /**
     * Checks that an invalid state is refused or causes no failure; no other exception is allowed.
     */
    static void checkBroken(State state, Consumer<State> restore) {
        int refused = 0;
        List<State> all = broken(state);
        for (State broken : all) {
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
                    "a DataException for at least one of %d states that are incomplete"
                            .formatted(all.size()),
                    "all of them are accepted",
                    "ask in restore for each part by its type and within its bounds: it comes from"
                            + " a file that anybody can write");
        }
    }

    private static Breach wrong(State state, Exception thrown, String found) {
        return new Breach(
                "a DataException for a state that is incomplete: " + state,
                found,
                "ask in restore for each part by its type and within its bounds, and throw"
                        + " state.broken(key, needs) for what else is wrong: it comes from a file"
                        + " that anybody can write",
                thrown);
    }
}
