// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.TensorData;
import dev.sora.particle.State;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The learned preprocessing of a particle in the form of a package: a readable tree, and beside it
 * the tensors and the long lists, which the tree refers to: <code>{"$texts": "words"}</code>.
 *
 * @param tree the tree, for JSON
 * @param tensors by the names in the tree
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
     * Returns the state.
     *
     * @param where the file and the entry, for messages
     * @throws dev.sora.problem.DataException if the tree, or what it refers to, is malformed
     */
    public State state(String where) {
        StateReader reader = new StateReader(new LinkedHashMap<>(tensors), where);
        State state = reader.state("", tree);
        reader.checkAllRead();
        return state;
    }
}
