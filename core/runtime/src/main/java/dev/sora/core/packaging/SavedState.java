// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.particle.State;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a particle learned, as a package holds it: a tree, which people can read, and beside it the
 * tensors and the long lists, which the tree names: <code>{"$texts": "words"}</code>.
 *
 * @param tree the tree, for JSON
 * @param tensors by the names that the tree gives
 */
public record SavedState(Map<String, Object> tree, Map<String, TensorData> tensors) {

    static final String TEXTS = "$texts";
    static final String NUMBERS = "$numbers";
    static final String WHOLES = "$wholes";
    static final String TENSOR = "$tensor";

    /** Returns a state in the form in which it is stored. */
    public static SavedState of(State state) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        return new SavedState(new StateWriter(tensors).tree("", state), tensors);
    }

    /**
     * Returns the state again.
     *
     * @param where the file and the entry, for messages
     * @throws dev.sora.problem.DataException if the tree, or what it names, has another form
     */
    public State state(String where) {
        StateReader reader = new StateReader(new LinkedHashMap<>(tensors), where);
        State state = reader.state("", tree);
        reader.checkAllRead();
        return state;
    }
}
