// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.identifier;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Reads what an input or an output saved, and trusts none of it. */
public final class StateReader {

    private static final int SHOWN = 80;

    private final Map<String, Object> state;

    /** Creates a reader. */
    public StateReader(Map<String, Object> state) {
        this.state = state;
    }

    /** Returns a finite number. */
    public double number(String name) {
        if (state.get(name) instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw broken(name, "a number");
    }

    /** Returns a text. */
    public String text(String name) {
        if (state.get(name) instanceof String text) {
            return text;
        }
        throw broken(name, "a text");
    }

    /** Returns a vocabulary of at least one name. */
    public Vocabulary vocabulary(String name) {
        List<String> names = texts(name);
        if (!names.isEmpty()
                && !names.contains("")
                && new HashSet<>(names).size() == names.size()) {
            return new Vocabulary(names);
        }
        throw broken(name, "a list of different texts");
    }

    /** Returns a list of texts. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (state.get(name) instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof String text) {
                    texts.add(text);
                }
            }
            if (texts.size() == list.size()) {
                return texts;
            }
        }
        throw broken(name, "a list of texts");
    }

    /** Returns a list of lists. */
    public List<List<?>> lists(String name) {
        List<List<?>> lists = new ArrayList<>();
        if (state.get(name) instanceof List<?> all) {
            for (Object element : all) {
                if (element instanceof List<?> list) {
                    lists.add(list);
                }
            }
            if (lists.size() == all.size()) {
                return lists;
            }
        }
        throw broken(name, "a list of lists");
    }

    /** Returns who was seen with what. */
    public Interactions interactions(String name, Vocabulary users, Vocabulary items) {
        return Interactions.decode(texts(name), users.size(), items.size())
                .orElseThrow(() -> broken(name, "pairs of these users and items"));
    }

    /** Returns the exception for a part that is not what it should be. */
    public DataException broken(String name, String needs) {
        Object value = state.get(name);
        // a long list is not made a text of, which would take as much memory again
        String have =
                value instanceof Collection<?> list
                        ? list.size() + " of them"
                        : value instanceof Map<?, ?> ? "a map" : String.valueOf(value);
        return new DataException(
                Problem.of("SORA-4603", "the saved state of a recommender is not whole")
                        .where(name)
                        .needs(needs)
                        .have(have.length() > SHOWN ? have.substring(0, SHOWN) + "…" : have)
                        .fix("the package was changed by hand: take the one that training wrote"));
    }
}
